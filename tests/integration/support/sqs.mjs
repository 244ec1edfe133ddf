// SQS as our tests have it, with the official client beside ours.
import { CreateQueueCommand, GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { AwsGate, credentials, region } from './aws_gate.mjs';

function refuse(response, status, code) {
  response.writeHead(status, { 'Content-Type': 'application/x-amz-json-1.0' });
  response.end(JSON.stringify({ __type: `com.amazonaws.sqs#${code}`, message: code }));
}

// "AmazonSQS.SendMessage" → "SendMessage"
export const operationOf = (headers) => headers['x-amz-target']?.split('.')[1];

class Sqs extends AwsGate {
  constructor() {
    super({ service: 'sqs', refuse });
  }

  async start() {
    await super.start();
    this.client = new SQSClient({ endpoint: this.endpoint, region, credentials, maxAttempts: 1,
      useQueueUrlAsEndpoint: false });
    await this.makeQueues();
    return this;
  }

  // As Terraform makes them: each with its dead-letter queue.
  async makeQueues() {
    this.urls = {};
    for (const name of ['quick', 'long']) {
      const dead = await this.client.send(new CreateQueueCommand({ QueueName: `${name}-dead` }));
      const { Attributes } = await this.client.send(new GetQueueAttributesCommand(
        { QueueUrl: dead.QueueUrl, AttributeNames: ['QueueArn'] }));
      const policy = { deadLetterTargetArn: Attributes.QueueArn, maxReceiveCount: '100' };
      const made = await this.client.send(new CreateQueueCommand(
        { QueueName: name, Attributes: { RedrivePolicy: JSON.stringify(policy) } }));
      this.urls[name] = made.QueueUrl;
      this.urls[`${name}-dead`] = dead.QueueUrl;
    }
  }

  // The emulator dies and another one takes its place: the messages are gone.
  async restart() {
    await this.stopEmulator();
    await this.startEmulator();
    await this.makeQueues();
  }

  // What a process is told of it.
  settings() {
    const where = `region=${region}&endpoint=${encodeURIComponent(this.endpoint)}`;
    return { 'jobs.quick_url': `sqs://quick?${where}`, 'jobs.long_url': `sqs://long?${where}`,
      'aws.access_key_id': credentials.accessKeyId,
      'aws.secret_access_key': credentials.secretAccessKey };
  }

  async stop() {
    this.client.destroy();
    await super.stop();
  }
}

export const startSqs = () => new Sqs().start();
