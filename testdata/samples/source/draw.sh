#!/bin/sh
# Draws every picture of the samples from its page here. Needs chromium, pdftoppm and ffmpeg; run it in this folder.
set -e
out=$(cd .. && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
browser="chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --force-device-scale-factor=1"

# page NAME puts the shared parts where the page asks for them.
page() { sed -e '/<!--parts-->/{r parts.svg.html' -e 'd}' "$1.html" >"$work/$1.html"; }

# picture NAME WIDTH HEIGHT [FILE] [FRAGMENT]
picture() {
	page "$1"
	$browser --window-size="$2,$3" --screenshot="$work/shot.png" "file://$work/$1.html${5:+#$5}" 2>/dev/null
	ffmpeg -loglevel error -y -i "$work/shot.png" -vf "split[a][b];[a]palettegen=max_colors=200:stats_mode=single[p];[b][p]paletteuse=dither=none" "${4:-$out/$1.png}"
}

# document NAME: a PDF and its pages as pictures.
document() {
	page "$1"
	$browser --no-pdf-header-footer --print-to-pdf="$out/$1.pdf" "file://$work/$1.html" 2>/dev/null
	pdftoppm -r 130 -png "$out/$1.pdf" "$out/$1"
}

# film: five drawn scenes of four seconds that melt into each other.
film() {
	for scene in 1 2 3 4 5; do picture future_film 960 540 "$work/scene$scene.png" "s$scene"; done
	ffmpeg -loglevel error -y \
		-loop 1 -t 4.6 -i "$work/scene1.png" -loop 1 -t 4.6 -i "$work/scene2.png" -loop 1 -t 4.6 -i "$work/scene3.png" \
		-loop 1 -t 4.6 -i "$work/scene4.png" -loop 1 -t 4.6 -i "$work/scene5.png" -filter_complex \
		"[0][1]xfade=duration=0.6:offset=4[a];[a][2]xfade=duration=0.6:offset=8[b];[b][3]xfade=duration=0.6:offset=12[c];[c][4]xfade=duration=0.6:offset=16,fps=10,scale=854:480:flags=lanczos,format=yuv420p" \
		-c:v libx264 -profile:v baseline -level 3.1 -crf 33 -preset veryslow -movflags +faststart -map_metadata -1 "$out/future_film.mp4"
}

case "${1:-all}" in
film) film ;;
document) document "$2" ;;
picture) picture "$2" "$3" "$4" "${5:-}" "${6:-}" ;;
all)
	picture road_poster 1000 1414
	picture email_signature 1200 620
	picture newcomer_brochure 1400 990
	picture forest_post 1080 1080
	picture bus_post 1080 1080
	for photo in 1 2 3; do picture people_photos 1200 900 "$out/people_photos-$photo.png" "p$photo"; done
	document tax_letter
	document heat_brochure
	film
	;;
esac
