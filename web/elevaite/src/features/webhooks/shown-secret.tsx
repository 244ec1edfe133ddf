"use client";

import { Button } from "@elevaite/shared/ui/button";
import { CodeBlock } from "@elevaite/shared/ui/code-block";
import {
  DialogBody,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from "@elevaite/shared/ui/dialog";
import { SecretField } from "@elevaite/shared/ui/secret-field";

import { text as all } from "@/text/webhooks";

const text = all.secret;

// Without the secret: it belongs in the environment of the receiver, not in its source.
const snippet = `import { Webhook } from "standardwebhooks";

const webhook = new Webhook(process.env.WEBHOOK_SECRET);
const event = webhook.verify(rawBody, request.headers);`;

export function ShownSecret({ secret, onDone }: { secret: string; onDone: () => void }) {
  return (
    <>
      <DialogHeader>
        <DialogTitle>{text.title}</DialogTitle>
        <DialogDescription>{text.description}</DialogDescription>
      </DialogHeader>
      <DialogBody>
        <SecretField label={text.label} copy={text.copy} value={secret} />
        <section aria-label={text.use} className="flex flex-col gap-2">
          <h3 className="text-sm font-medium">{text.use}</h3>
          <CodeBlock code={snippet} label={text.snippet} />
        </section>
      </DialogBody>
      <DialogFooter>
        <Button variant="primary" onClick={onDone}>
          {text.done}
        </Button>
      </DialogFooter>
    </>
  );
}
