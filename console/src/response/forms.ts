import type { Spec } from '../shell/form/form';
import { forms } from '../words/en';

const one = (command: string, words: { title: string; submit: string }, fixed: object, path: string, label: string): Spec => ({
  command, title: words.title, submit: words.submit, fixed: { ...fixed }, fields: [{ path, label, kind: 'text' }],
});

export const completeTask = (task: string) => one('complete_task', forms.complete_task, { task }, 'outcome', forms.complete_task.outcome);
export const answerDispute = (dispute: string) => one('answer_dispute', forms.answer_dispute, { dispute }, 'answer', forms.answer_dispute.answer);
export const answerQuestion = (question: string) =>
  one('answer_question', forms.answer_question, { question }, 'answer', forms.answer_question.answer);
