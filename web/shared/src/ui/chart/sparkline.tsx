import { cn } from "../class-names";
import { linePoints } from "./chart-scale";

type SparklineProps = { values: (number | null)[]; className?: string };

/** The shape of a figure over time, beside the figure itself, which says what counts. */
export function Sparkline({ values, className }: SparklineProps) {
  const points = linePoints(values);
  if (!points.includes(" ")) return <span aria-hidden className={cn("block h-8", className)} />;
  return (
    <svg
      aria-hidden
      viewBox="0 -4 100 108"
      preserveAspectRatio="none"
      className={cn("block h-8 w-full overflow-visible text-accent-text", className)}
    >
      <polygon points={`0,104 ${points} 100,104`} className="fill-current opacity-10" />
      <polyline
        points={points}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinejoin="round"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}
