package lab

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"syscall"
	"unsafe"

	"golang.org/x/sys/unix"
)

// isolation is what the kernel lets an ordinary user take from a program.
type isolation struct {
	apart uintptr // name spaces that are to be had, as flags of clone(2)
	abi   int     // of Landlock; 0: it is not there
}

// access is what a program may touch.
type access struct{ read, write []string }

// shell is the first process of a name space of processes: what is first there
// takes all others with it, however far they went from it, and does not obey
// signals as other programs do. So it is not the program itself.
const shell = "/bin/sh"

// isolate finds out what is to be had, by trying.
func isolate() *isolation {
	i := &isolation{}
	if abi, _, e := unix.Syscall(unix.SYS_LANDLOCK_CREATE_RULESET, 0, 0, unix.LANDLOCK_CREATE_RULESET_VERSION); e == 0 {
		i.abi = int(abi)
	}
	for _, flags := range []uintptr{syscall.CLONE_NEWUSER | syscall.CLONE_NEWNET | syscall.CLONE_NEWPID, syscall.CLONE_NEWUSER | syscall.CLONE_NEWNET} {
		c := exec.Command(shell, "-c", ":")
		c.SysProcAttr = alone(flags)
		if c.Run() == nil {
			i.apart = flags
			break
		}
	}
	return i
}

// alone starts a process in name spaces of its own. The user stays who it is.
func alone(flags uintptr) *syscall.SysProcAttr {
	return &syscall.SysProcAttr{
		Cloneflags:  flags,
		UidMappings: []syscall.SysProcIDMap{{ContainerID: os.Getuid(), HostID: os.Getuid(), Size: 1}},
		GidMappings: []syscall.SysProcIDMap{{ContainerID: os.Getgid(), HostID: os.Getgid(), Size: 1}},
	}
}

// start starts a program. Landlock binds a thread and what it starts, for good:
// so it is one of its own, which ends with the goroutine that never unlocks it.
func (i *isolation) start(c *exec.Cmd, files access) error {
	if i.apart != 0 {
		c.SysProcAttr = alone(i.apart)
	}
	if i.apart&syscall.CLONE_NEWPID != 0 {
		// Behind a last command of its own the shell waits for the program; else it
		// would become it.
		c.Args = append([]string{shell, "-c", `"$@"; exit $?`, shell, c.Path}, c.Args[1:]...)
		c.Path = shell
	}
	group(c)
	if i.abi == 0 {
		return c.Start()
	}
	done := make(chan error)
	go func() {
		runtime.LockOSThread()
		if err := i.restrict(files); err != nil {
			done <- err
			return
		}
		done <- c.Start()
	}()
	return <-done
}

// readable is what a program may read, beyond its folder: the system and what
// belongs to its interpreter.
func (l *Lab) readable(dir, tool, cache string) access {
	a := access{
		read:  []string{"/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/etc", "/opt", "/nix", "/gnu", "/sys", "/dev"},
		write: []string{dir, "/dev/null", "/proc", cache}, // names of users are written through /proc
	}
	real, err := filepath.EvalSymlinks(tool)
	if err != nil {
		real = tool
	}
	for _, p := range []string{tool, real} {
		bin := filepath.Dir(p)
		if prefix := filepath.Dir(bin); prefix != "/" && prefix != l.getenv("HOME") {
			bin = prefix
		}
		a.read = append(a.read, bin)
	}
	return a
}

// Rights of Landlock: those of its first version, and what later ones add.
const (
	rightsRead  = unix.LANDLOCK_ACCESS_FS_EXECUTE | unix.LANDLOCK_ACCESS_FS_READ_FILE | unix.LANDLOCK_ACCESS_FS_READ_DIR
	rightsFile  = unix.LANDLOCK_ACCESS_FS_EXECUTE | unix.LANDLOCK_ACCESS_FS_READ_FILE | unix.LANDLOCK_ACCESS_FS_WRITE_FILE | unix.LANDLOCK_ACCESS_FS_TRUNCATE
	rightsFirst = unix.LANDLOCK_ACCESS_FS_MAKE_SYM<<1 - 1
)

// restrict binds the calling thread.
func (i *isolation) restrict(files access) error {
	all := uint64(rightsFirst)
	if i.abi >= 2 {
		all |= unix.LANDLOCK_ACCESS_FS_REFER
	}
	if i.abi >= 3 {
		all |= unix.LANDLOCK_ACCESS_FS_TRUNCATE
	}
	attr := unix.LandlockRulesetAttr{Handled_access_fs: all}
	// The first field alone: older kernels know no other.
	rules, _, e := unix.Syscall(unix.SYS_LANDLOCK_CREATE_RULESET, uintptr(unsafe.Pointer(&attr)), unsafe.Sizeof(attr.Handled_access_fs), 0)
	if e != 0 {
		return os.NewSyscallError("landlock_create_ruleset", e)
	}
	defer unix.Close(int(rules))
	for _, p := range files.read {
		if err := allow(rules, p, all&rightsRead); err != nil {
			return err
		}
	}
	for _, p := range files.write {
		if err := allow(rules, p, all); err != nil {
			return err
		}
	}
	if err := unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); err != nil {
		return os.NewSyscallError("prctl", err)
	}
	if _, _, e := unix.Syscall(unix.SYS_LANDLOCK_RESTRICT_SELF, rules, 0, 0); e != 0 {
		return os.NewSyscallError("landlock_restrict_self", e)
	}
	return nil
}

// allow adds a rule for a path and all below it; one that is not there needs none.
func allow(rules uintptr, path string, rights uint64) error {
	if path == "" {
		return nil
	}
	fd, err := unix.Open(path, unix.O_PATH|unix.O_CLOEXEC, 0)
	if errors.Is(err, unix.ENOENT) || errors.Is(err, unix.EACCES) || errors.Is(err, unix.ENOTDIR) {
		return nil
	}
	if err != nil {
		return os.NewSyscallError("open", err)
	}
	defer unix.Close(fd)
	var stat unix.Stat_t
	if err := unix.Fstat(fd, &stat); err != nil {
		return os.NewSyscallError("fstat", err)
	}
	if stat.Mode&unix.S_IFMT != unix.S_IFDIR {
		rights &= rightsFile
	}
	attr := unix.LandlockPathBeneathAttr{Allowed_access: rights, Parent_fd: int32(fd)}
	if _, _, e := unix.Syscall6(unix.SYS_LANDLOCK_ADD_RULE, rules, unix.LANDLOCK_RULE_PATH_BENEATH, uintptr(unsafe.Pointer(&attr)), 0, 0, 0); e != 0 {
		return os.NewSyscallError("landlock_add_rule", e)
	}
	return nil
}
