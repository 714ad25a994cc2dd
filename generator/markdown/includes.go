package markdown

func includes() syntax { return syntax{} }

type Include struct{}
