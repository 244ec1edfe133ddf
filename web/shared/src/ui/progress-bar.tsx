import { cn } from "./class-names";

type ProgressBarProps = {
  label: string;
  /** Between 0 and 1; null while nobody knows. */
  share: number | null;
  className?: string;
};

/** How far something is. Where nobody knows, that it goes on. */
export function ProgressBar({ label, share, className }: ProgressBarProps) {
  const percent = share === null ? undefined : Math.round(Math.min(Math.max(share, 0), 1) * 100);
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      className={cn("relative h-1.5 w-full overflow-hidden rounded-full bg-subtle", className)}
    >
      <div
        className={cn(
          "absolute inset-y-0 left-0 rounded-full bg-accent transition-[width]",
          percent === undefined && "w-1/3 animate-progress motion-reduce:w-full motion-reduce:opacity-40",
        )}
        style={percent === undefined ? undefined : { width: `${percent}%` }}
      />
    </div>
  );
}
