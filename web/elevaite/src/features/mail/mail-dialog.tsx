"use client";

import { useQuery } from "@tanstack/react-query";

import { formatDateTime } from "@elevaite/shared/format";
import { CodeBlock } from "@elevaite/shared/ui/code-block";
import { Dialog, DialogBody, DialogContent, DialogHeader, DialogTitle } from "@elevaite/shared/ui/dialog";
import { ErrorState } from "@elevaite/shared/ui/error-state";
import { Skeleton } from "@elevaite/shared/ui/skeleton";

import { mailQuery } from "@/queries/mail";
import { text } from "@/text/mail";

/** One message, open while there is an id. */
export function MailDialog({ id, onClose }: { id: string; onClose: () => void }) {
  return (
    <Dialog open={id !== ""} onOpenChange={onClose}>
      <DialogContent className="max-w-2xl" aria-describedby={undefined}>
        {id ? <Message id={id} /> : null}
      </DialogContent>
    </Dialog>
  );
}

function Message({ id }: { id: string }) {
  const { data: mail, error, refetch } = useQuery(mailQuery(id));
  return (
    <>
      <DialogHeader>
        <DialogTitle className="break-words">
          {mail ? mail.subject || text.noSubject : text.title}
        </DialogTitle>
      </DialogHeader>
      <DialogBody>
        {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
        {mail ? (
          <>
            <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-sm">
              <Line label={text.from} value={mail.from} />
              <Line label={text.to} value={mail.to.join(", ")} />
              {mail.cc.length > 0 ? <Line label={text.cc} value={mail.cc.join(", ")} /> : null}
              <Line label={text.at} value={formatDateTime(mail.at)} />
            </dl>
            <Body plain={mail.text ?? ""} html={mail.html ?? ""} />
          </>
        ) : null}
        {!mail && !error ? <Skeleton aria-busy className="h-48 w-full" /> : null}
      </DialogBody>
    </>
  );
}

function Line({ label, value }: { label: string; value: string }) {
  return (
    <>
      <dt className="text-muted">{label}</dt>
      <dd className="min-w-0 break-words">{value}</dd>
    </>
  );
}

/** HTML is never rendered: in it may be whatever an agent, or who wrote to it, has put there. */
function Body({ plain, html }: { plain: string; html: string }) {
  if (plain.trim()) {
    return (
      <section aria-label={text.body} className="border-t pt-4 text-sm break-words whitespace-pre-wrap">
        {plain}
      </section>
    );
  }
  if (!html.trim()) return <p className="border-t pt-4 text-sm text-muted">{text.noBody}</p>;
  return (
    <div className="flex flex-col gap-2 border-t pt-4">
      <p className="text-sm text-muted">{text.htmlHint}</p>
      <CodeBlock code={html} label={text.htmlBody} />
    </div>
  );
}
