// tlog_check checks a tiled transparency log with the libraries of the Go checksum database.
package main

import (
	"flag"
	"fmt"
	"os"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type keys []string

func (k *keys) String() string     { return strings.Join(*k, " ") }
func (k *keys) Set(s string) error { *k = append(*k, s); return nil }

func main() {
	vkey := flag.String("vkey", "", "the log's verifier key")
	old := flag.String("old", "", "a file with an older checkpoint of the same log")
	var witnesses keys
	flag.Var(&witnesses, "witness", "the verifier key of a witness that must have cosigned (repeatable)")
	flag.Parse()
	if *vkey == "" || flag.NArg() != 1 {
		fmt.Fprintln(os.Stderr, "usage: tlog_check -vkey VKEY [-old FILE] [-witness VKEY]... URL-or-folder")
		os.Exit(2)
	}
	if err := check(*vkey, *old, witnesses, &log{base: flag.Arg(0), tiles: map[string][]byte{}}); err != nil {
		fmt.Fprintln(os.Stderr, "tlog_check:", err)
		os.Exit(1)
	}
}

func check(vkey, old string, witnesses []string, l *log) error {
	verifier, err := note.NewVerifier(strings.TrimSpace(vkey))
	if err != nil {
		return fmt.Errorf("vkey: %w", err)
	}
	signed, err := l.fetch("checkpoint")
	if err != nil {
		return err
	}
	tree, err := openCheckpoint(signed, verifier)
	if err != nil {
		return fmt.Errorf("checkpoint: %w", err)
	}
	for _, witness := range witnesses {
		if err := checkCosignature(signed, verifier, witness); err != nil {
			return err
		}
	}
	hashes := tlog.TileHashReader(tree, l)
	if tree.N > 0 {
		root, err := tlog.TreeHash(tree.N, hashes)
		if err != nil {
			return fmt.Errorf("tiles: %w", err)
		}
		if root != tree.Hash {
			return fmt.Errorf("the tiles have another root than the checkpoint")
		}
	}
	if err := checkEntries(l, tree, hashes); err != nil {
		return err
	}
	compared, err := checkContinues(old, verifier, tree, hashes)
	if err != nil {
		return err
	}
	fmt.Printf("ok: %d entries included, consistent with %d older trees, %d cosignatures\n", tree.N, compared, len(witnesses))
	return nil
}

// checkEntries holds every entry of every bundle against its leaf. The reader has proven the leaves to be in the tree;
// the explicit proof for the last entry of each bundle says so once more.
func checkEntries(l *log, tree tlog.Tree, hashes tlog.HashReader) error {
	for first := int64(0); first < tree.N; first += 256 {
		entries, err := l.bundle(first/256, tree.N)
		if err != nil {
			return err
		}
		var indexes []int64
		for i := range entries {
			indexes = append(indexes, tlog.StoredHashIndex(0, first+int64(i)))
		}
		leaves, err := hashes.ReadHashes(indexes)
		if err != nil {
			return fmt.Errorf("entries from %d: %w", first, err)
		}
		for i, entry := range entries {
			if tlog.RecordHash(entry) != leaves[i] {
				return fmt.Errorf("entry %d does not have the hash of its leaf", first+int64(i))
			}
		}
		last := first + int64(len(entries)) - 1
		proof, err := tlog.ProveRecord(tree.N, last, hashes)
		if err != nil {
			return fmt.Errorf("entry %d: %w", last, err)
		}
		if err := tlog.CheckRecord(proof, tree.N, tree.Hash, last, leaves[len(leaves)-1]); err != nil {
			return fmt.Errorf("entry %d: %w", last, err)
		}
	}
	return nil
}

// checkContinues compares with the older checkpoint, or else with smaller trees of the log itself.
func checkContinues(old string, verifier note.Verifier, tree tlog.Tree, hashes tlog.HashReader) (int, error) {
	var older []tlog.Tree
	if old != "" {
		signed, err := os.ReadFile(old)
		if err != nil {
			return 0, err
		}
		before, err := openCheckpoint(signed, verifier)
		if err != nil {
			return 0, fmt.Errorf("%s: %w", old, err)
		}
		older = append(older, before)
	} else {
		for _, size := range []int64{1, tree.N / 3, tree.N / 2, tree.N - 1} {
			if size < 1 || size >= tree.N {
				continue
			}
			root, err := tlog.TreeHash(size, hashes)
			if err != nil {
				return 0, fmt.Errorf("the tree of %d: %w", size, err)
			}
			older = append(older, tlog.Tree{N: size, Hash: root})
		}
	}
	for _, before := range older {
		if err := checkOne(before, tree, hashes); err != nil {
			return 0, err
		}
	}
	return len(older), nil
}

func checkOne(before, tree tlog.Tree, hashes tlog.HashReader) error {
	switch {
	case before.N > tree.N:
		return fmt.Errorf("the log had %d entries and has %d", before.N, tree.N)
	case before.N == tree.N && before.Hash != tree.Hash:
		return fmt.Errorf("two roots for %d entries", tree.N)
	case before.N == 0 || before.N == tree.N:
		return nil
	}
	proof, err := tlog.ProveTree(tree.N, before.N, hashes)
	if err != nil {
		return fmt.Errorf("from %d to %d: %w", before.N, tree.N, err)
	}
	if err := tlog.CheckTree(proof, tree.N, tree.Hash, before.N, before.Hash); err != nil {
		return fmt.Errorf("from %d to %d: %w", before.N, tree.N, err)
	}
	return nil
}
