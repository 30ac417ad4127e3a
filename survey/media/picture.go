package media

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"math"

	"golang.org/x/image/draw"
	"golang.org/x/image/webp"

	"realitycheck/survey"
	"realitycheck/survey/fault"
)

// maxPixels bounds a picture before it is decoded: a small file can hold a huge one.
const maxPixels = 40_000_000

// shownPixels is what a picture is drawn down to: enough to zoom into a page, little enough for a telephone.
const shownPixels = 8_000_000

const jpegQuality = 88

// picture reads, checks and draws a picture anew.
func (in *importer) picture(name, field string) (survey.PageImage, bool) {
	b, err := in.read(name, maxPicture)
	if err == nil {
		var mime string
		var size image.Point
		if b, mime, size, err = redraw(b); err == nil {
			return survey.PageImage{Blob: in.keep(mime, b), Width: size.X, Height: size.Y}, true
		}
	}
	in.refuse(field, name, err)
	return survey.PageImage{}, false
}

// redraw decodes a picture and encodes its pixels again, upright and without anything else that the file held.
func redraw(b []byte) (clean []byte, mime string, size image.Point, err error) {
	config, decode := decoder(b)
	if decode == nil {
		return nil, "", size, wrongType(b, "PNG, JPEG, WebP")
	}
	c, err := config(bytes.NewReader(b))
	if err != nil {
		return nil, "", size, broken()
	}
	if c.Width < 1 || c.Height < 1 || int64(c.Width)*int64(c.Height) > maxPixels {
		return nil, "", size, fault.New(fault.Invalid, "image_too_large", "width", c.Width, "height", c.Height,
			"max_megapixels", maxPixels/1_000_000)
	}
	source, err := decode(bytes.NewReader(b))
	if err != nil {
		return nil, "", size, broken()
	}
	drawn := upright(shrunk(source), orientation(b))
	var out bytes.Buffer
	if mime = typePNG; typeOf(b) != typePNG && drawn.Opaque() {
		mime = typeJPEG
		err = jpeg.Encode(&out, drawn, &jpeg.Options{Quality: jpegQuality})
	} else {
		err = png.Encode(&out, thrifty(drawn))
	}
	return out.Bytes(), mime, drawn.Bounds().Size(), err
}

// thrifty gives the same picture with a palette when it has few colours, as drawings and screen pictures do: a third of
// the bytes to send to a telephone.
func thrifty(drawn *image.NRGBA) image.Image {
	const most = 256
	index, palette := map[color.NRGBA]uint8{}, color.Palette{}
	small := image.NewPaletted(drawn.Bounds(), nil)
	for y := range drawn.Bounds().Dy() {
		for x := range drawn.Bounds().Dx() {
			c := drawn.NRGBAAt(x, y)
			i, known := index[c]
			if !known {
				if len(palette) == most {
					return drawn
				}
				i = uint8(len(palette))
				index[c], palette = i, append(palette, c)
			}
			small.Pix[y*small.Stride+x] = i
		}
	}
	small.Palette = palette
	return small
}

type (
	configReader  func(*bytes.Reader) (image.Config, error)
	pictureReader func(*bytes.Reader) (image.Image, error)
)

// decoder picks how to read a picture by its bytes; nil for what is not taken: SVG can run scripts, GIF and APNG move.
func decoder(b []byte) (configReader, pictureReader) {
	switch typeOf(b) {
	case typePNG:
		return func(r *bytes.Reader) (image.Config, error) { return png.DecodeConfig(r) },
			func(r *bytes.Reader) (image.Image, error) { return png.Decode(r) }
	case typeJPEG:
		return func(r *bytes.Reader) (image.Config, error) { return jpeg.DecodeConfig(r) },
			func(r *bytes.Reader) (image.Image, error) { return jpeg.Decode(r) }
	case "image/webp":
		return func(r *bytes.Reader) (image.Config, error) { return webp.DecodeConfig(r) },
			func(r *bytes.Reader) (image.Image, error) { return webp.Decode(r) }
	}
	return nil, nil
}

// shrunk draws a picture with 8 bits a channel, at most shownPixels large.
func shrunk(source image.Image) *image.NRGBA {
	size := source.Bounds().Size()
	if pixels := size.X * size.Y; pixels > shownPixels {
		factor := math.Sqrt(float64(shownPixels) / float64(pixels))
		size.X, size.Y = max(1, int(float64(size.X)*factor)), max(1, int(float64(size.Y)*factor))
	}
	target := image.NewNRGBA(image.Rectangle{Max: size})
	if size == source.Bounds().Size() {
		draw.Draw(target, target.Bounds(), source, source.Bounds().Min, draw.Src)
	} else {
		draw.CatmullRom.Scale(target, target.Bounds(), source, source.Bounds(), draw.Src, nil)
	}
	return target
}
