package webtest

import (
	"context"
	"os/exec"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// View is what a page is looked at with.
type View struct {
	Name          string
	Width, Height int64
	Dark          bool
	NoScripts     bool
}

// Views are those in which every page is checked.
func Views() []View {
	return []View{{"phone", 390, 844, false, false}, {"phone dark", 390, 844, true, false},
		{"desktop", 1280, 900, false, false}, {"desktop dark", 1280, 900, true, false}}
}

// Chromium opens a real browser, or skips the test and says why when none is installed.
func Chromium(t testing.TB) context.Context {
	t.Helper()
	name := ""
	for _, candidate := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(candidate); err == nil && name == "" {
			name = found
		}
	}
	if name == "" {
		t.Skip("no chromium on the PATH: pages are not looked at in a real browser")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(name), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.NoFirstRun, chromedp.UserDataDir(t.TempDir()), chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true))
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, 5*time.Minute)
	t.Cleanup(cancel)
	must(t, chromedp.Do(ctx))
	return ctx
}

// Look sets how the browser looks at pages from now on.
func Look(t testing.TB, ctx context.Context, v View) {
	t.Helper()
	scheme := "light"
	if v.Dark {
		scheme = "dark"
	}
	must(t, chromedp.Do(ctx, chromedp.EmulateViewport(v.Width, v.Height)))
	_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}})
	must(t, err)
	_, err = chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: v.NoScripts})
	must(t, err)
}

// offlineRule says it twice: browsers up to version 148 ask for it beside the conditions, later ones in them.
type offlineRule struct {
	Offline                  bool                  `json:"offline"`
	MatchedNetworkConditions []*network.Conditions `json:"matchedNetworkConditions"`
}

// Offline takes the connection away, or gives it back.
func Offline(t testing.TB, ctx context.Context, off bool) {
	t.Helper()
	_, err := chromedp.Call(ctx, network.Enable, network.EnableParams{})
	must(t, err)
	rule := cdp.Command[offlineRule, cdp.Empty]{Method: network.CommandEmulateNetworkConditionsByRule}
	_, err = chromedp.Call(ctx, rule, offlineRule{off, []*network.Conditions{{Offline: off, DownloadThroughput: -1, UploadThroughput: -1}}})
	must(t, err)
	_, err = chromedp.Call(ctx, network.OverrideNetworkState, network.OverrideNetworkStateParams{Offline: off,
		DownloadThroughput: -1, UploadThroughput: -1})
	must(t, err)
}

// ShowHTML shows a document of its own, without the protections that the server's headers give.
func ShowHTML(t testing.TB, ctx context.Context, document string) {
	t.Helper()
	tree, err := chromedp.Call(ctx, page.GetFrameTree, cdp.Empty{})
	must(t, err)
	_, err = chromedp.Call(ctx, page.SetDocumentContent, page.SetDocumentContentParams{FrameID: tree.FrameTree.Frame.ID, HTML: document})
	must(t, err)
}
