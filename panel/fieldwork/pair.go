package fieldwork

import (
	"context"
	"math/rand/v2"
	"slices"

	"realitycheck/panel"
	"realitycheck/survey"
	"realitycheck/survey/archive"
	"realitycheck/survey/fault"
)

// Paired says how many responses of two waves were found to come from one member.
type Paired struct {
	Earlier string
	Pairs   int
}

// Pair links the archive of a closed wave with that of every earlier one: which responses came from one member, and
// nothing else about the member. It needs the link key; keyFile names another place for it.
func (o *Organiser) Pair(ctx context.Context, code, keyFile string) ([]Paired, error) {
	wave, err := o.waves.ByCode(ctx, code)
	if err != nil {
		return nil, err
	}
	if wave.State != survey.Closed {
		return nil, fault.New(fault.Conflict, "wave_pair_needs_closed", "wave", code)
	}
	later, err := o.responsesByMember(ctx, wave, keyFile)
	if err != nil {
		return nil, err
	}
	closed, err := o.closedBefore(ctx, wave)
	if err != nil {
		return nil, err
	}
	var paired []Paired
	for _, earlier := range closed {
		before, err := o.responsesByMember(ctx, earlier, keyFile)
		if err != nil {
			return nil, err
		}
		kept, err := archive.WritePairs(o.ArchiveDir(code), o.ArchiveDir(earlier.Code), joined(before, later))
		if err != nil {
			return nil, err
		}
		paired = append(paired, Paired{earlier.Code, kept})
	}
	return paired, nil
}

// Pairing says of each closed wave before a closed one, by code, whether the two are paired.
func (o *Organiser) Pairing(ctx context.Context, wave survey.Wave) (map[string]bool, error) {
	closed, err := o.closedBefore(ctx, wave)
	if err != nil {
		return nil, err
	}
	pairing := make(map[string]bool, len(closed))
	for _, earlier := range closed {
		if pairing[earlier.Code], err = archive.Paired(o.ArchiveDir(wave.Code), earlier.Code); err != nil {
			return nil, err
		}
	}
	return pairing, nil
}

// closedBefore lists the closed waves of earlier years.
func (o *Organiser) closedBefore(ctx context.Context, wave survey.Wave) ([]survey.Wave, error) {
	waves, err := o.waves.All(ctx)
	return slices.DeleteFunc(waves, func(w survey.Wave) bool { return w.State != survey.Closed || w.Year >= wave.Year }), err
}

// joined lists the pairs in random order, so that nothing of the order of members is left.
func joined(earlier, later map[panel.UID]string) []archive.Pair {
	var pairs []archive.Pair
	for uid, id := range later {
		if before, ok := earlier[uid]; ok {
			pairs = append(pairs, archive.Pair{Earlier: before, Later: id})
		}
	}
	rand.Shuffle(len(pairs), func(i, j int) { pairs[i], pairs[j] = pairs[j], pairs[i] })
	return pairs
}

// responsesByMember computes the pseudonym of every member in a wave and gives the response that stands under it.
func (o *Organiser) responsesByMember(ctx context.Context, wave survey.Wave, keyFile string) (map[panel.UID]string, error) {
	key, err := o.pseudonymKey(wave.Code, keyFile, false)
	if err != nil {
		return nil, err
	}
	ids, err := o.responses.IDs(ctx, wave.Code)
	if err != nil {
		return nil, err
	}
	byMember := map[panel.UID]string{}
	for _, code := range wave.PanelCodes() {
		people, err := o.members.OfPanel(ctx, code)
		if err != nil {
			return nil, err
		}
		for _, m := range people {
			if id, ok := ids[string(pseudonymOf(key, m.UID))]; ok {
				byMember[m.UID] = id
			}
		}
	}
	return byMember, nil
}
