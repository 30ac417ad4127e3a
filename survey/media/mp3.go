package media

import "bytes"

const typeMP3 = "audio/mpeg"

// readMP3 walks an MP3 file frame by frame to its end and leaves its tags out, which may name people and hold pictures.
func readMP3(b []byte) ([]byte, error) {
	for len(b) >= 10 && bytes.HasPrefix(b, []byte("ID3")) {
		size := 10 + int(b[6]&0x7f)<<21 + int(b[7]&0x7f)<<14 + int(b[8]&0x7f)<<7 + int(b[9]&0x7f)
		if b[5]&0x10 != 0 { // has a footer
			size += 10
		}
		if size > len(b) {
			return nil, broken()
		}
		b = b[size:]
	}
	if at := len(b) - 128; at >= 0 && bytes.HasPrefix(b[at:], []byte("TAG")) {
		b = b[:at]
	}
	if len(b) == 0 {
		return nil, broken()
	}
	for rest := b; len(rest) > 0; {
		size := frameSize(rest)
		if size == 0 || size > len(rest) {
			return nil, broken()
		}
		rest = rest[size:]
	}
	return b, nil
}

// Kilobits a second of layer III by index, for MPEG 1 and for MPEG 2 and 2.5.
var (
	bitrates1 = [16]int{0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320}
	bitrates2 = [16]int{0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160}
)

// frameSize gives the bytes of the layer III frame that b begins with; 0 when it begins with none.
func frameSize(b []byte) int {
	if len(b) < 4 || b[0] != 0xff || b[1]&0xe6 != 0xe2 {
		return 0
	}
	version, rateIndex, padding := b[1]>>3&3, b[2]>>2&3, int(b[2]>>1&1)
	if version == 1 || rateIndex == 3 {
		return 0
	}
	rate := [3]int{44100, 48000, 32000}[rateIndex]
	switch version {
	case 3:
		return 144000*bitrates1[b[2]>>4]/rate + padding*min(1, bitrates1[b[2]>>4])
	case 2:
		rate /= 2
	default:
		rate /= 4
	}
	return 72000*bitrates2[b[2]>>4]/rate + padding*min(1, bitrates2[b[2]>>4])
}
