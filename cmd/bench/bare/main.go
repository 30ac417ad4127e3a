package main

import (
	"flag"
	"log"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	addr := flag.String("addr", "127.0.0.1:8090", "host and port to listen on")
	file := flag.String("store", "bare.db", "SQLite file")
	dir := flag.String("pages", "pages", "folder with 0.html and on")
	flag.Parse()
	pages, err := readPages(os.DirFS(*dir))
	if err != nil {
		log.Fatal(err)
	}
	s, err := openStore(*file)
	if err != nil {
		log.Fatal(err)
	}
	server := newServer(pages, s)
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, os.Interrupt, syscall.SIGTERM)
	go func() {
		<-stop
		server.Close()
	}()
	server.Start(*addr) // ends with ErrServerClosed
	if err := s.close(); err != nil {
		log.Fatal(err)
	}
}
