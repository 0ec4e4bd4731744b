// Reads a published record with Go's own transparency-log library and checks all it can:
// the signature on the checkpoint, the hash of every leaf, the tree, an inclusion proof of
// some leaves, and that earlier sizes are the beginning. Usage: go run . FOLDER
package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type reader struct {
	folder string
}

func (r reader) Height() int { return 8 }

func (r reader) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range tiles {
		// tlog-tiles leaves out the height that Go's paths begin with: tile/8/0/000.
		path := strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
		data, err := os.ReadFile(filepath.Join(r.folder, path))
		if err != nil {
			return nil, err
		}
		all = append(all, data)
	}
	return all, nil
}

func (r reader) SaveTiles([]tlog.Tile, [][]byte) {}

func must[T any](value T, err error) T {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	return value
}

func entries(folder string, size int64) [][]byte {
	var all [][]byte
	for number := int64(0); number*256 < size; number++ {
		tile := tlog.Tile{H: 8, L: -1, N: number, W: int(min(256, size-number*256))}
		path := strings.Replace(tile.Path(), "tile/8/data/", "tile/entries/", 1)
		data := must(os.ReadFile(filepath.Join(folder, path)))
		for len(data) > 0 {
			end := 2 + int(data[0])<<8 + int(data[1])
			all = append(all, data[2:end])
			data = data[end:]
		}
	}
	return all
}

func main() {
	folder := os.Args[1]
	vkey := strings.TrimSpace(string(must(os.ReadFile(filepath.Join(folder, "vkey")))))
	verifier := must(note.NewVerifier(vkey))
	message := must(os.ReadFile(filepath.Join(folder, "checkpoint")))
	opened := must(note.Open(message, note.VerifierList(verifier)))
	lines := strings.Split(opened.Text, "\n")
	if lines[0] != verifier.Name() {
		must(0, fmt.Errorf("origin %q is not the key's name", lines[0]))
	}
	var size int64
	must(fmt.Sscan(lines[1], &size))
	tree := tlog.Tree{N: size, Hash: must(tlog.ParseHash(lines[2]))}
	hashes := tlog.TileHashReader(tree, reader{folder})

	said := entries(folder, size)
	if int64(len(said)) != size {
		must(0, fmt.Errorf("%d entries, not %d", len(said), size))
	}
	var indexes []int64
	for index := range said {
		indexes = append(indexes, tlog.StoredHashIndex(0, int64(index)))
	}
	leaves := must(hashes.ReadHashes(indexes))
	for index, entry := range said {
		leaf := tlog.RecordHash(entry)
		if !bytes.Equal(leaf[:], leaves[index][:]) {
			must(0, fmt.Errorf("leaf %d is not the hash of its entry", index))
		}
	}
	for _, index := range []int64{0, size / 3, size - 1} {
		proof := must(tlog.ProveRecord(size, index, hashes))
		must(0, tlog.CheckRecord(proof, size, tree.Hash, index, leaves[index]))
	}
	for _, old := range []int64{1, size/2 + 1, size} {
		before := must(tlog.TreeHash(old, hashes))
		proof := must(tlog.ProveTree(size, old, hashes))
		must(0, tlog.CheckTree(proof, size, tree.Hash, old, before))
	}
	fmt.Printf("%d entries accepted\n", size)
}
