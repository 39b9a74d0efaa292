package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

// cosigner verifies signatures of type 04 (C2SP tlog-cosignature).
type cosigner struct {
	name string
	hash uint32
	key  ed25519.PublicKey
}

func (c *cosigner) Name() string    { return c.name }
func (c *cosigner) KeyHash() uint32 { return c.hash }
func (c *cosigner) Verify(text, sig []byte) bool {
	if len(sig) != 8+ed25519.SignatureSize {
		return false
	}
	message := fmt.Sprintf("cosignature/v1\ntime %d\n%s", binary.BigEndian.Uint64(sig), text)
	return ed25519.Verify(c.key, []byte(message), sig[8:])
}

func newCosigner(vkey string) (*cosigner, error) {
	parts := strings.SplitN(strings.TrimSpace(vkey), "+", 3)
	if len(parts) != 3 {
		return nil, fmt.Errorf("%q is no verifier key", vkey)
	}
	key, err := base64.StdEncoding.DecodeString(parts[2])
	if err != nil || len(key) != 1+ed25519.PublicKeySize || key[0] != 4 {
		return nil, fmt.Errorf("%q is no verifier key of type 04", vkey)
	}
	sum := sha256.Sum256(bytes.Join([][]byte{[]byte(parts[0] + "\n"), key}, nil))
	id := binary.BigEndian.Uint32(sum[:])
	if fmt.Sprintf("%08x", id) != parts[1] {
		return nil, fmt.Errorf("the id in %q does not follow from its key", vkey)
	}
	return &cosigner{parts[0], id, key[1:]}, nil
}

// checkCosignature asks that the witness signed besides the log.
func checkCosignature(signed []byte, log note.Verifier, vkey string) error {
	witness, err := newCosigner(vkey)
	if err != nil {
		return err
	}
	n, err := note.Open(signed, note.VerifierList(log, witness))
	if err != nil {
		return err
	}
	for _, sig := range n.Sigs {
		if sig.Name == witness.name && sig.Hash == witness.hash {
			return nil
		}
	}
	return fmt.Errorf("no cosignature by %s", witness.name)
}
