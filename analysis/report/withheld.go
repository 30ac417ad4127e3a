package report

// Withheld is a choice without its figures.
func (c *Choice) Withheld() Choice {
	return Choice{Wave: c.Wave, Panel: c.Panel, Item: c.Item, Option: c.Option, Suppressed: true}
}

// Withheld is an estimate without its figures.
func (e *Estimate) Withheld() Estimate {
	return Estimate{Wave: e.Wave, Panel: e.Panel, Subject: e.Subject, Group: e.Group, Suppressed: true}
}
