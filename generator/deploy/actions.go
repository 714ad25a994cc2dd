package deploy

// The actions that workflows use, each by the commit of a released version, which
// was looked up in the action's repository: a tag can be moved, a commit cannot.
// The workflows in .github use the same.
const (
	checkout       = "actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1"
	setupGo        = "actions/setup-go@b7ad1dad31e06c5925ef5d2fc7ad053ef454303e # v7.0.0"
	cacheFiles     = "actions/cache@27d5ce7f107fe9357f9df03efb73ab90386fccae # v5.0.5"
	configurePages = "actions/configure-pages@983d7736d9b0ae728b81ab479565c72886d7745b # v5.0.0"
	uploadPages    = "actions/upload-pages-artifact@fc324d3547104276b827a68afc52ff2a11cc49c9 # v5.0.0"
	uploadArtifact = "actions/upload-artifact@bbbca2ddaa5d8feaa63e36b76fdaad77386f024f # v7.0.0"
	deployPages    = "actions/deploy-pages@cd2ce8fcbc39b97be8ca5fce6e763baed58fa128 # v5.0.0"
)
