// S3 as our tests have it, with the official client beside ours.
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { AwsGate, credentials, region } from './aws_gate.mjs';

export { credentials, region };

function refuse(response, status, code) {
  response.writeHead(status, { 'Content-Type': 'application/xml' });
  response.end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`);
}

class S3 extends AwsGate {
  constructor() {
    super({ service: 's3', refuse });
  }

  async start() {
    await super.start();
    this.client = new S3Client({ endpoint: this.endpoint, region, credentials, forcePathStyle: true,
      requestChecksumCalculation: 'WHEN_REQUIRED', responseChecksumValidation: 'WHEN_REQUIRED' });
    return this;
  }

  async bucket(name) {
    await this.client.send(new CreateBucketCommand({ Bucket: name }));
    return name;
  }

  async stop() {
    this.client.destroy();
    await super.stop();
  }
}

export const startS3 = () => new S3().start();
