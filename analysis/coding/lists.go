package coding

import "strings"

// The lists are ours and need not be complete: a mark is a proposal to a person, and what is missing here is found by
// its form as often as not.

// titles stand before a name; manners are those behind which even a small letter begins a name.
var (
	titles    = set("meneer mijnheer mevrouw mevr mevr. mvr dhr mr mw juffrouw juf meester dokter dr prof professor collega ene zekere madame monsieur madam heer")
	manners   = set("meneer mijnheer mevrouw mevr mvr dhr juffrouw madame madam")
	farewells = set("groeten groetjes groet mvg getekend gr beste vriendelijk")
)

// alsoWords are names that are words as well: written small they are words.
var alsoWords = set(`aerts bakker balen bos bosch berg boom vis vos wolf jong jans roos rose lang wit zwart koning keizer kok
	smit smet smeets mol mertens dierick de groot goed goede klein sterk vroom dries piet mark marc may mei iris linde lente
	bloem claus hart hoogstraten herent genk brand stroom nijs nys willems wil wouter leen leer peer halle lot lotte mol ham
	meer zee olen temse boon raes stevens dag heide heiden ronse vrede hove essen lier an`)

var jobs = set(`burgemeester schepen directeur directrice postbode apotheker apothekeres huisarts dokter notaris pastoor priester
	leerkracht leraar lerares juf meester bakker slager kapper kapster tandarts veearts dierenarts veldwachter wijkagent agent
	politieagent brandweerman brandweercommandant commandant rechter griffier advocaat architect boswachter stationschef
	loketbediende secretaris secretaresse griffier zaakvoerder zaakvoerster imam rector decaan conciërge poetsvrouw
	verpleegkundige verpleegster vroedvrouw kinesist psycholoog psychologe bibliothecaris bibliothecaresse conservator
	diensthoofd afdelingshoofd teamhoofd teamleider ploegbaas chef coördinator coordinator voorzitter ontvanger rekenplichtige
	landmeter ingenieur boekhouder boekhoudster hoofdinspecteur kabinetschef woordvoerder woordvoerster buschauffeur chauffeur
	treinbegeleider parkeerwachter stadsdichter dorpsdichter koster schooldirecteur ombudsman ombudsvrouw imker landbouwer
	boer boerin melkveehouder varkenshouder fruitteler tuinbouwer havenmeester sluiswachter brugwachter zorgcoördinator`)

var jobSuffixes = []string{"hoofd", "medewerker", "medewerkster", "bediende", "leider", "leidster", "arts", "kundige", "ambtenaar",
	"voorzitter", "voorzitster", "secretaris", "consulent", "consulente", "inspecteur", "inspectrice", "adviseur", "adviseuse", "directeur",
	"beheerder", "begeleider", "begeleidster", "wachter", "meester", "leraar", "verantwoordelijke", "manager", "assistent", "assistente",
	"uitbater", "uitbaatster", "commissaris", "coördinator", "officier", "zaakvoerder"}

// publicWords begin with a capital and name nobody. Endings in -e and -se are taken off before looking.
var publicWords = set(`vlaanderen vlaming vlamingen vlaam vlaams belgie belgië belg belgen belgisch nederland nederlands nederlander frans frankrijk
	duits duitsland engels engeland europa europees europees brits italiaans spaans turks arabisch pools oekraïens oekraïne waals
	wallonie wallonië brussel brussels antwerps limburg limburgs west-vlaanderen oost-vlaanderen vlaams-brabant kempen ardennen
	kust noordzee schelde maas leie
	overheid belastingdienst regering parlement minister ministerie departement agentschap dienst gemeente stad provincie federaal
	staat ocmw cm vdab lijn kind gezin watergroep mijn burgerprofiel burgerloket itsme wooninspectie huurpremie kruispuntbank
	ambassade sociaal huis wonen onderwijs opgroeien zorg fluvius telenet proximus facebook instagram twitter linkedin whatsapp google
	teams word excel outlook internet covid corona gdpr
	maandag dinsdag woensdag donderdag vrijdag zaterdag zondag januari februari maart april mei juni juli augustus september
	oktober november december kerst kerstmis pasen nieuwjaar pinksteren god
	e-mail u uw ik ja nee ok oké dank bedankt beste geachte hallo dag hi ps nb`)

// places are the larger municipalities of Flanders and Brussels with some of their parts.
var places = set(`aalst aalter aarschot aartselaar affligem antwerpen anderlecht ardooie arendonk asse assenede avelgem balen beernem
	beerse beersel beringen berlaar berlare beveren bilzen blankenberge boechout boom boortmeerbeek borgerhout borgloon bornem borsbeek
	boutersem brasschaat brecht bredene bree brugge brussel buggenhout damme deerlijk deinze dendermonde dentergem dessel destelbergen
	deurne diepenbeek diest diksmuide dilbeek dilsen-stokkem drongen duffel edegem eeklo ekeren erpe-mere essen etterbeek evergem
	galmaarden gavere geel geetbets genk gent geraardsbergen gistel gooik grimbergen grobbendonk haacht haaltert halle ham hamme
	hamont-achel harelbeke hasselt hechtel-eksel heist-op-den-berg heist hemiksem herent herentals herk-de-stad herselt herzele heusden-zolder
	hoboken hoegaarden hoeilaart hoeselt hoogstraten houthalen houthalen-helchteren houthulst hove huldenberg ichtegem ieper ingelmunster
	izegem jabbeke kalmthout kampenhout kapellen kaprijke kasterlee keerbergen knokke knokke-heist koekelare koksijde kontich kortemark
	kortenberg kortessem kortrijk kruibeke kuurne laakdal laarne lanaken landen lebbeke lede ledeberg ledegem lendelede leopoldsburg
	leuven lichtervelde liedekerke lier lille lokeren lommel londerzeel lubbeek maaseik maasmechelen machelen maldegem malle mechelen
	meerhout meise melle menen merelbeke merchtem merksem meulebeke middelkerke mol molenbeek moorslede mortsel nazareth neerpelt
	nevele niel nijlen ninove oosterzele oostende oostkamp opwijk oudenaarde oudenburg oud-turnhout overijse overpelt peer pelt pepingen
	pittem poperinge putte puurs ranst ravels retie riemst rijkevorsel roeselare ronse roosdaal rotselaar ruiselede rumst schaarbeek schelle
	scherpenheuvel schilde schoten sint-amands sint-andries sint-katelijne-waver sint-laureins sint-lievens-houtem sint-martens-latem
	sint-niklaas sint-pieters-leeuw sint-truiden stabroek staden stekene temse ternat tervuren tessenderlo tielt tienen tongeren torhout
	tremelo turnhout ukkel veurne vilvoorde vleteren voeren vorselaar vosselaar waarschoot wachtebeke waregem wellen wemmel wervik
	westerlo wetteren wevelgem wezembeek-oppem wichelen wilrijk willebroek wingene wommelgem wortegem-petegem wuustwezel zandhoven
	zaventem zedelgem zele zelzate zemst zoersel zomergem zonhoven zottegem zoutleeuw zuienkerke zulte zwalm zwevegem zwijndrecht`)

func isPlace(word string) bool {
	return places[word] || places[strings.TrimSuffix(word, "s")] && len(word) > 5
}
