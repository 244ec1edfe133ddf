import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';

/** How many messages lie in the dead-letter queues. */
export async function deadLetters(sqs, urls) {
  const counts = await Promise.all(
    urls.map(async (QueueUrl) => {
      const { Attributes } = await sqs.send(
        new GetQueueAttributesCommand({
          QueueUrl,
          AttributeNames: ['ApproximateNumberOfMessages'],
        }),
      );
      return Number(Attributes.ApproximateNumberOfMessages);
    }),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}
