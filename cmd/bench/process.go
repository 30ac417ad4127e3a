package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// process is a server that runs beside us.
type process struct {
	cmd   *exec.Cmd
	url   string
	ready time.Duration // from its start until it answered on the path of readiness
	ended chan struct{} // closed when it ended; how stands in err
	err   error
}

// Times that a server gets.
const (
	readyWithin = time.Minute
	stopWithin  = 30 * time.Second
	askEvery    = 2 * time.Millisecond
)

// start runs a server and waits until it is ready.
func start(ctx context.Context, log, addr string, env []string, name string, args ...string) (*process, error) {
	out, err := os.Create(log)
	if err != nil {
		return nil, err
	}
	defer out.Close()
	p := &process{cmd: exec.Command(name, args...), url: "http://" + addr, ended: make(chan struct{})}
	p.cmd.Env, p.cmd.Stdout, p.cmd.Stderr = append(os.Environ(), env...), out, out
	began := time.Now()
	if err := p.cmd.Start(); err != nil {
		return nil, err
	}
	go func() {
		defer close(p.ended)
		p.err = p.cmd.Wait()
	}()
	for time.Since(began) < readyWithin && ctx.Err() == nil && !p.hasEnded() {
		if answer, err := http.Get(p.url + "/readyz"); err == nil {
			answer.Body.Close()
			if answer.StatusCode == http.StatusOK {
				p.ready = time.Since(began)
				return p, nil
			}
		}
		time.Sleep(askEvery)
	}
	said, err := os.ReadFile(log)
	return nil, errors.Join(fmt.Errorf("%s was not ready: %s", filepath.Base(name), said), err, p.stop())
}

// stop ends the server as an operator does.
func (p *process) stop() error {
	if !p.hasEnded() {
		if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
			return err
		}
	}
	late := time.AfterFunc(stopWithin, func() { p.cmd.Process.Kill() })
	defer late.Stop()
	<-p.ended
	return p.err
}

func (p *process) hasEnded() bool {
	select {
	case <-p.ended:
		return true
	default:
		return false
	}
}

// processor is the processor time that the server has used.
func (p *process) processor() (time.Duration, error) { return processorOf(p.cmd.Process.Pid) }

// tick is the unit of processor time in /proc.
const tick = 10 * time.Millisecond

// processorOf reads the processor time of a process, all its threads together.
func processorOf(pid int) (time.Duration, error) {
	fields, err := statOf(pid)
	if err != nil {
		return 0, err
	}
	var ticks int64
	for _, field := range fields[11:13] { // user and system
		n, err := strconv.ParseInt(field, 10, 64)
		if err != nil {
			return 0, err
		}
		ticks += n
	}
	return time.Duration(ticks) * tick, nil
}

// statOf gives the fields of /proc/PID/stat after the name, which may hold anything.
func statOf(pid int) ([]string, error) {
	src, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return nil, err
	}
	fields := strings.Fields(string(src)[strings.LastIndexByte(string(src), ')')+1:])
	if len(fields) < 13 {
		return nil, io.ErrUnexpectedEOF
	}
	return fields, nil
}

// processorUnder is the processor time of a process and its living children: a database server has one for each
// connection.
func processorUnder(parent int) (time.Duration, error) {
	all, err := processorOf(parent)
	if err != nil {
		return 0, err
	}
	entries, err := os.ReadDir("/proc")
	if err != nil {
		return 0, err
	}
	for _, entry := range entries {
		pid, err := strconv.Atoi(entry.Name())
		if err != nil {
			continue
		}
		if fields, err := statOf(pid); err != nil || fields[1] != strconv.Itoa(parent) {
			continue // another's child, or gone meanwhile
		}
		if used, err := processorOf(pid); err == nil {
			all += used
		}
	}
	return all, nil
}

// memory reads what the server holds in memory now, and the most that it held since forgetPeak.
func (p *process) memory() (now, peak mebibytes, err error) {
	src, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.cmd.Process.Pid))
	if err != nil {
		return 0, 0, err
	}
	for line := range strings.Lines(string(src)) {
		name, value, _ := strings.Cut(line, ":")
		kilobytes, err := strconv.ParseFloat(strings.TrimSuffix(strings.TrimSpace(value), " kB"), 64)
		switch {
		case err != nil:
		case name == "VmRSS":
			now = mebibytes(kilobytes / 1024)
		case name == "VmHWM":
			peak = mebibytes(kilobytes / 1024)
		}
	}
	return now, peak, nil
}

// forgetPeak begins the peak of memory anew.
func (p *process) forgetPeak() error {
	return os.WriteFile(fmt.Sprintf("/proc/%d/clear_refs", p.cmd.Process.Pid), []byte("5"), 0)
}

type mebibytes float64

// freeAddr finds a port that nobody listens on.
func freeAddr() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return l.Addr().String(), l.Close()
}
