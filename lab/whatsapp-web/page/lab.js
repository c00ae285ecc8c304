/** Asks the Lab, which is the world behind this page. Rejects where the Lab says that it fails. */
export async function ask(question, value) {
  const { answer, failure } = await window.labAsk(question, JSON.stringify(value ?? null));
  if (failure !== undefined) throw new Error(failure);
  return answer;
}
