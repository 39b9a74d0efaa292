import { expect, it } from 'vitest';
import { body, fieldOf, missing, start, type Spec } from './form';

const spec: Spec = {
  command: 'c', title: 't', submit: 's', fixed: { case_id: 'x', answers: [{ question: 'q1' }, { question: 'q2' }] },
  fields: [
    { path: 'text', label: 'Text', kind: 'text' },
    { path: 'first_awareness.at', label: 'At', kind: 'instant' },
    { path: 'answers[1].answer', label: 'Answer', kind: 'choice', options: [] },
    { path: 'targets', label: 'Targets', kind: 'many', optional: true, options: [] },
    { path: 'confirm', label: 'Confirm', kind: 'confirm' },
  ],
};

it('values_go_to_their_places_and_empty_ones_nowhere', () => {
  const values = { ...start(spec), text: '  said ', 'first_awareness.at': '2024-03-06T06:10', 'answers[1].answer': 'yes', confirm: 'yes' };
  expect(body(spec, values)).toEqual({
    case_id: 'x', text: 'said', first_awareness: { at: '2024-03-06T06:10:00Z' }, answers: [{ question: 'q1' }, { question: 'q2', answer: 'yes' }],
  });
  expect(spec.fixed).toEqual({ case_id: 'x', answers: [{ question: 'q1' }, { question: 'q2' }] });
});

it('what_is_not_asked_is_neither_required_nor_sent', () => {
  const only: Spec = { ...spec, fields: [...spec.fields.slice(0, 1), { path: 'until', label: 'Until', kind: 'instant', when: (values) => values.text === 'extend' }] };
  expect(missing(only, { text: 'cancel', until: '' })).toEqual([]);
  expect(missing(only, { text: 'extend', until: '' })).toEqual(['until']);
  expect(body(only, { text: 'cancel', until: '2024-03-06T06:10' })).not.toHaveProperty('until');
});

it('what_is_required_and_empty_or_blank_is_named', () => {
  expect(missing(spec, { ...start(spec), text: '   ' })).toEqual(['text', 'first_awareness.at', 'answers[1].answer', 'confirm']);
});

it.each([
  ['text', 'text'], ['first_awareness', 'first_awareness.at'], ['first_awareness.at', 'first_awareness.at'], ['answers[1]', 'answers[1].answer'],
  ['targets[0]', 'targets'], ['elsewhere', undefined], ['', undefined],
])('a_problem_at_%s_belongs_to_%s', (place, path) => expect(fieldOf(spec, place)).toBe(path));
