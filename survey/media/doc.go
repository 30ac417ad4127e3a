// Package media says what a picture, PDF, video, sound or text of a sample must be, and makes clean bytes of it: pictures
// are drawn anew, containers are walked to their end and lose their metadata, captions are written from parsed cues, so
// that nothing is served that was not understood. It imports survey, survey/blob, survey/fault, survey/i18n, mimetype,
// x/image and goldmark, which no other package does.
//
// The path through it: Import checks all media of a SampleFile, stores what was made of them and gives the Sample; HTML
// turns the Markdown of samples and questionnaires into a page's HTML.
package media
