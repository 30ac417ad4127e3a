package web

import "realitycheck/panel"

// RouteRight is an address with the right that it asks, for the test that walks all of them.
type RouteRight struct {
	Method, Path string
	Who          string       // "everybody", "respondent" or "staff"
	Action       panel.Action // of staff
}

// RouteRights lists every address of the server.
func (s *Server) RouteRights() []RouteRight {
	names := map[audience]string{everybody: "everybody", respondent: "respondent", staff: "staff"}
	var list []RouteRight
	for _, r := range s.routes() {
		list = append(list, RouteRight{r.method, r.path, names[r.right.who], r.right.action})
	}
	return list
}
