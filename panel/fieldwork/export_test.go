package fieldwork

// Steps of closing, for a test that plays a process that is behind another one.
var (
	WriteParticipation = (*Office).writeParticipation
	WriteOutcomes      = (*Office).writeOutcomes
	WriteArchive       = (*Office).writeArchive
)
