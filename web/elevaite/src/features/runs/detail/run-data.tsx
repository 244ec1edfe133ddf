import { JsonView } from "@elevaite/shared/ui/json-view";

import type { Run } from "@/queries/runs";
import { runsText } from "@/text/runs";

const text = runsText.data;

/** What the trigger gave to the run, and what came out at its end. */
export function RunData({ run }: { run: Run }) {
  return (
    <div className="grid items-start gap-6 lg:grid-cols-2">
      <Part label={text.input} value={run.input} nothing={text.noInput} />
      <Part label={text.output} value={run.output} nothing={text.noOutput} />
    </div>
  );
}

function Part({ label, value, nothing }: { label: string; value: unknown; nothing: string }) {
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <h2 className="text-sm font-semibold">{label}</h2>
      {value === undefined || value === null ? (
        <p className="text-sm text-muted">{nothing}</p>
      ) : (
        <JsonView value={value} label={label} />
      )}
    </div>
  );
}
