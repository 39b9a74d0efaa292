package main

import (
	"encoding/binary"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// openCheckpoint reads origin, size and root from a note that the log signed.
func openCheckpoint(signed []byte, verifier note.Verifier) (tlog.Tree, error) {
	n, err := note.Open(signed, note.VerifierList(verifier))
	if err != nil {
		return tlog.Tree{}, err
	}
	lines := strings.Split(n.Text, "\n")
	if len(lines) < 4 || lines[0] != verifier.Name() {
		return tlog.Tree{}, fmt.Errorf("not a checkpoint of %s: %q", verifier.Name(), n.Text)
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || strconv.FormatInt(size, 10) != lines[1] || size < 0 {
		return tlog.Tree{}, fmt.Errorf("the size %q is no number", lines[1])
	}
	root, err := tlog.ParseHash(lines[2])
	return tlog.Tree{N: size, Hash: root}, err
}

// log is a log's files, below a URL or in a folder. It is what tlog.TileHashReader reads tiles with.
type log struct {
	base  string
	tiles map[string][]byte // those of hashes: every proof asks for the same ones again
}

func (l *log) fetch(path string) ([]byte, error) {
	if !strings.HasPrefix(l.base, "http://") && !strings.HasPrefix(l.base, "https://") {
		return os.ReadFile(filepath.Join(l.base, path))
	}
	response, err := http.Get(strings.TrimSuffix(l.base, "/") + "/" + path)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s: %s", path, response.Status)
	}
	return io.ReadAll(response.Body)
}

func (l *log) Height() int { return 8 }

func (l *log) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range tiles {
		// Go's paths name the height of a tile, those of tlog-tiles do not.
		path := "tile/" + strings.TrimPrefix(tile.Path(), "tile/8/")
		bytes, known := l.tiles[path]
		if !known {
			var err error
			if bytes, err = l.fetch(path); err != nil {
				return nil, err
			}
			l.tiles[path] = bytes
		}
		all = append(all, bytes)
	}
	return all, nil
}

func (l *log) SaveTiles(tiles []tlog.Tile, data [][]byte) {}

// bundle is the entries of one tile of leaves in a log of so many entries.
func (l *log) bundle(index, size int64) ([][]byte, error) {
	width := 256
	if size-index*256 < 256 {
		width = int(size - index*256)
	}
	tile := tlog.Tile{H: 8, L: -1, N: index, W: width}
	path := "tile/entries/" + strings.TrimPrefix(tile.Path(), "tile/8/data/")
	bytes, err := l.fetch(path)
	if err != nil {
		return nil, err
	}
	var entries [][]byte
	for len(bytes) >= 2 && len(entries) < width {
		length := int(binary.BigEndian.Uint16(bytes))
		if len(bytes) < 2+length {
			break
		}
		entries = append(entries, bytes[2:2+length])
		bytes = bytes[2+length:]
	}
	if len(entries) != width || len(bytes) != 0 {
		return nil, fmt.Errorf("%s does not hold %d entries and nothing else", path, width)
	}
	return entries, nil
}
