// Package survey is the instrument as data, with its pure rules: frameworks of parameters, questionnaires and their
// kinds of question, samples, waves, assignments and responses. It knows no person, no database, no clock and no HTTP;
// time comes in as an argument. It imports the standard library, survey/fault and survey/i18n.
//
// The path through it: an Instrument (a Wave with the Questionnaire, Frameworks and Samples that it froze) is answered
// in Responses, page by page, as Answers; a Kind says how one sort of question is checked, read and laid out in columns.
package survey
