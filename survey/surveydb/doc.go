// Package surveydb holds the tables of the answer store, one store type for each noun: frameworks, questionnaires,
// samples, media, waves with their frozen instruments, tickets, responses, spent links, outcomes and archives. It knows
// no person: a ticket is a hash, a pseudonym and coarse strata. It imports survey, survey/fault and survey/database.
//
// The path through it: Frameworks, Questionnaires and Samples are imported; Waves.Freeze keeps what a wave opened with;
// Tickets.Add lets respondents in; Responses.SavePage is the hot path, one statement in a batch for a page that is
// saved again; closing reads Responses.All and forgets what it must.
package surveydb
