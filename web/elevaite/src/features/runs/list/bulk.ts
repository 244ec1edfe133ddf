/** The same to many: a few at a time, with word of how far it is. What fails does not hold up the others. */
export type BulkResult<Item> = { done: Item[]; failed: { item: Item; error: unknown }[] };

const kAtOnce = 4;

export async function forAll<Item>(
  items: Item[],
  work: (item: Item) => Promise<unknown>,
  onProgress: (finished: number) => void,
): Promise<BulkResult<Item>> {
  const result: BulkResult<Item> = { done: [], failed: [] };
  const waiting = [...items];
  const takeOneByOne = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) {
      try {
        await work(item);
        result.done.push(item);
      } catch (error) {
        result.failed.push({ item, error });
      }
      onProgress(result.done.length + result.failed.length);
    }
  };
  await Promise.all(Array.from({ length: kAtOnce }, takeOneByOne));
  return result;
}
