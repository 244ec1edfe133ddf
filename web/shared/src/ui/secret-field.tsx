import { CopyButton } from "./copy-button";
import { Field } from "./field";
import { Input } from "./input";

/** A secret that is shown once, to be copied. */
export function SecretField({ label, copy, value }: { label: string; copy: string; value: string }) {
  return (
    <div className="relative">
      <Field label={label}>
        <Input
          readOnly
          value={value}
          className="h-10 pr-10 font-mono max-md:text-xs md:text-xs"
          onFocus={(event) => event.target.select()}
        />
      </Field>
      <CopyButton value={value} label={copy} className="absolute right-1.5 bottom-1.5" />
    </div>
  );
}
