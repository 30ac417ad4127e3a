package panel

// Actions lists all actions, for tests that walk the table.
func Actions() []Action {
	return []Action{OwnAccount, SeeWaves, RunWaves, SeeInstruments, EditInstruments, ManageMembers, ManageAccounts, SeePost,
		SeeSystem, SeeResults, TakeResults, MakeWeights, CodeAnswers}
}
