package main

import (
	"flag"
	"fmt"
	"net/http"
	"os"
	"strings"
	"time"
)

func main() {
	addr := flag.String("serve", "", "serve the folder at this address instead of crawling it")
	flag.Parse()
	if flag.NArg() != 2 {
		fmt.Fprintln(os.Stderr, "usage: pages [--serve HOST:PORT] FOLDER BASE")
		os.Exit(2)
	}
	if err := run(*addr, flag.Arg(0), flag.Arg(1)); err != nil {
		fmt.Fprintln(os.Stderr, "pages:", err)
		os.Exit(1)
	}
}

func run(addr, folder, base string) error {
	files := os.DirFS(folder)
	if addr != "" {
		if !strings.HasPrefix(base, "/") || !strings.HasSuffix(base, "/") {
			return fmt.Errorf("%q is no path that begins and ends with a slash", base)
		}
		server := &http.Server{Addr: addr, Handler: newHost(files, base), ReadHeaderTimeout: time.Minute}
		fmt.Printf("http://%s%s\n", addr, base)
		return server.ListenAndServe()
	}
	c, err := walk(files, base)
	if err != nil {
		return err
	}
	for _, b := range c.bad {
		fmt.Fprintln(os.Stderr, b)
	}
	fmt.Println(c.summary())
	if len(c.bad) > 0 {
		return fmt.Errorf("%d bad", len(c.bad))
	}
	return nil
}
