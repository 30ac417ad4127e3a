package roster_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
	"time"

	"realitycheck/panel"
	"realitycheck/panel/roster"
	"realitycheck/survey/i18n"
)

// parts are the parts of a small workbook by name; tests change one of them.
func parts(sheet string) map[string]string {
	const head = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`
	return map[string]string{
		"[Content_Types].xml":        head + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`,
		"_rels/.rels":                head + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml":            head + `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Leden" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": head + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
		"xl/worksheets/sheet1.xml":   head + `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>` + sheet + `</sheetData></worksheet>`,
	}
}

const header = `<row r="1"><c r="A1" t="inlineStr"><is><t>email</t></is></c><c r="B1" t="inlineStr"><is><t>name</t></is></c></row>`

func cell(at, text string) string {
	return `<c r="` + at + `" t="inlineStr"><is><t>` + text + `</t></is></c>`
}

func pack(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(parts)) {
		out, err := w.Create(name)
		if err == nil {
			_, err = out.Write([]byte(parts[name]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// with is the small workbook with one part more or changed.
func with(t testing.TB, name, content string) []byte {
	t.Helper()
	p := parts(header + `<row r="2">` + cell("A2", "an@stad.be") + `</row>`)
	p[name] = content
	return pack(t, p)
}

func TestRowsAndColumnsAreThoseOfTheSheet(t *testing.T) {
	src := pack(t, parts(`<row r="3">`+cell("A3", "email")+cell("C3", "name")+`</row><row r="7">`+cell("A7", "wrong")+cell("AZ7", "")+`</row>`))
	_, err := roster.Read(t.Context(), bytes.NewReader(src))
	if got, want := said(err), []string{"3:2 roster_column_wrong"}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	src = pack(t, parts(`<row r="3">`+cell("A3", "name")+cell("B3", "email")+`</row><row r="7">`+cell("B7", "wrong")+cell("AZ7", "")+`</row>`))
	_, err = roster.Read(t.Context(), bytes.NewReader(src))
	if got, want := said(err), []string{"7:2 member_email_wrong"}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestSmallWorkbookIsRead(t *testing.T) { // the control of every bomb below
	list, err := roster.Read(t.Context(), bytes.NewReader(with(t, "xl/media/picture.png", "\x89PNG")))
	if err != nil || len(list.Members) != 1 || list.Members[0].Email != "an@stad.be" {
		t.Errorf("got %v, %v, want an@stad.be", list.Members, err)
	}
}

// bombs are files that would hurt a reader that trusts them.
func bombs(t testing.TB) map[string]struct {
	src  []byte
	want string
} {
	var rows, wide strings.Builder
	for i := range 200_000 {
		fmt.Fprintf(&rows, `<row r="%d">%s</row>`, i+2, cell(fmt.Sprintf("A%d", i+2), "a@b.be"))
	}
	for i := range 100_000 {
		fmt.Fprintf(&wide, `<row r="%d"><c r="XFD%d"><v>1</v></c></row>`, i+2, i+2)
	}
	many := parts(header)
	for i := range 300 {
		many[fmt.Sprintf("xl/media/p%d.png", i)] = "x"
	}
	small := with(t, "a", "")
	laughs := `<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>` +
		`<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&c;</t></is></c></row></sheetData></worksheet>`
	zeros := strings.Repeat("0", 40<<20)
	list := map[string]struct {
		src  []byte
		want string
	}{
		"old format or password":      {append([]byte{0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1}, make([]byte, 512)...), "roster_old_format"},
		"packed file inside":          {with(t, "xl/embeddings/more.xlsx", string(small)), "roster_packed_inside"},
		"packed file under any name":  {with(t, "xl/media/picture.png", string(small)), "roster_packed_inside"},
		"macros":                      {with(t, "xl/vbaProject.bin", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "roster_packed_inside"},
		"forty megabytes of zeros":    {with(t, "xl/media/picture.png", zeros), "roster_too_large"},
		"sheet that unpacks to forty": {with(t, "xl/worksheets/sheet1.xml", zeros), "roster_too_large"},
		"strings in millions":         {with(t, "xl/sharedStrings.xml", `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">`+strings.Repeat("<si><t/></si>", 1_000_000)+"</sst>"), "roster_too_large"},
		"styles in millions":          {with(t, "xl/styles.xml", `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs>`+strings.Repeat("<xf/>", 1_000_000)+"</cellXfs></styleSheet>"), "roster_too_large"},
		"strings without bytes":       {with(t, "xl/sharedStrings.xml", `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">`+strings.Repeat("<si><t/></si>", 400_000)+"</sst>"), "roster_too_many_parts"},
		"styles without bytes":        {with(t, "xl/styles.xml", `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs>`+strings.Repeat("<xf/>", 150_000)+"</cellXfs></styleSheet>"), "roster_too_many_parts"},
		"three hundred parts":         {pack(t, many), "roster_too_many_parts"},
		"way out of the folder":       {with(t, "xl/../../../etc/cron.d/x", "x"), "roster_damaged"},
		"absolute name":               {with(t, "/etc/cron.d/x", "x"), "roster_damaged"},
		"name with backslashes":       {with(t, `xl\..\..\x`, "x"), "roster_damaged"},
		"same part twice":             {with(t, "XL/WORKBOOK.XML", "x"), "roster_damaged"},
		"a million rows":              {pack(t, parts(header+rows.String())), "roster_too_many"},
		"cells at the far right":      {pack(t, parts(header+wide.String())), "roster_too_many_columns"},
		"row number past the end":     {pack(t, parts(header+`<row r="2147483647">`+cell("A2147483647", "x")+`</row>`)), "roster_damaged"},
		"row numbers that fall":       {pack(t, parts(header+`<row r="-5">`+cell("A1", "x")+`</row>`)), "roster_empty"},
		"entities upon entities":      {with(t, "xl/worksheets/sheet1.xml", laughs), "roster_damaged"},
		"no workbook":                 {pack(t, map[string]string{"hello.txt": "hello"}), "roster_damaged"},
		"no sheet":                    {with(t, "xl/workbook.xml", "<workbook/>"), "roster_damaged"},
		"XML that breaks off":         {with(t, "xl/worksheets/sheet1.xml", "<worksheet><sheetData><row"), "roster_damaged"},
		"cut in half":                 {small[:len(small)/2], "roster_damaged"},
		"shared string out of range":  {pack(t, parts(header+`<row r="2"><c r="A2" t="s"><v>99999999999999999999</v></c></row>`)), "roster_empty"},
		"file above the limit":        {append([]byte("PK\x03\x04"), make([]byte, 17<<20)...), "roster_too_large"},
	}
	for name, size := range map[string]uint32{"part that claims to be empty": 0, "part that claims four gigabytes": 1<<32 - 2} {
		list[name] = struct {
			src  []byte
			want string
		}{claim(t, size), map[uint32]string{0: "roster_damaged", 1<<32 - 2: "roster_too_large"}[size]}
	}
	return list
}

// claim is a workbook whose directory states another size for every part than it has.
func claim(t testing.TB, size uint32) []byte {
	t.Helper()
	src := with(t, "xl/media/a.png", strings.Repeat("0", 1<<20))
	for i := 0; i+46 < len(src); i++ {
		if bytes.Equal(src[i:i+4], []byte("PK\x01\x02")) {
			binary.LittleEndian.PutUint32(src[i+24:], size)
		}
	}
	return src
}

// held gives back what it can to the system and is the memory that the program then keeps.
func held() int64 {
	debug.FreeOSMemory()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapSys - m.HeapReleased)
}

func TestBombsAreRefused(t *testing.T) {
	for name, bomb := range bombs(t) {
		t.Run(name, func(t *testing.T) {
			before := held()
			begin := time.Now()
			_, err := roster.Read(t.Context(), bytes.NewReader(bomb.src))
			var after runtime.MemStats
			runtime.ReadMemStats(&after)
			grown := int64(after.HeapSys-after.HeapReleased) - before
			if got := said(err); len(got) != 1 || !strings.HasSuffix(got[0], bomb.want) {
				t.Errorf("got %v, want %s", got, bomb.want)
			}
			if took := time.Since(begin); took > 10*time.Second {
				t.Errorf("took %v, want less than 10 s", took)
			}
			if grown > 100<<20 {
				t.Errorf("took %d MB of memory, want less than 100", grown>>20)
			}
		})
	}
}

func TestLargeListIsTakenWhole(t *testing.T) {
	members := make([]panel.Member, 20_000)
	for i := range members {
		members[i] = panel.Member{Email: fmt.Sprintf("member.number%d@organisation.example", i), Name: fmt.Sprintf("Member Number %d", i), Lang: i18n.Dutch,
			Profile: map[string]string{"age": "18-34", "gender": "x", "education": "high", "type": "citizen"}}
	}
	var b bytes.Buffer
	if err := roster.Write(&b, []string{"age", "gender", "education", "type"}, members); err != nil {
		t.Fatal(err)
	}
	list, err := roster.Read(t.Context(), &b)
	if err != nil || !reflect.DeepEqual(list.Members, members) {
		t.Errorf("got %d members, %v, want all of them as written", len(list.Members), err)
	}
}

func TestReadingEndsWithItsRequest(t *testing.T) {
	var rows strings.Builder
	for i := range 5000 {
		fmt.Fprintf(&rows, `<row r="%d">%s</row>`, i+2, cell(fmt.Sprintf("A%d", i+2), fmt.Sprintf("a%d@b.be", i)))
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := roster.Read(ctx, bytes.NewReader(pack(t, parts(header+rows.String())))); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want cancelled", err)
	}
}
