package fieldwork_test

import "log/slog"

func silent() *slog.Logger { return slog.New(slog.DiscardHandler) }
