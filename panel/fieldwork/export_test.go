package fieldwork

// Steps of closing, for a test that plays a process that is behind another one.
var (
	WriteParticipation = (*Organiser).writeParticipation
	WriteOutcomes      = (*Organiser).writeOutcomes
	WriteArchive       = (*Organiser).writeArchive
)
