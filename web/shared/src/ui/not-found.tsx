import { Compass } from "lucide-react";
import Link from "next/link";

import { text } from "../text/index";
import { Button } from "./button";
import { EmptyState } from "./empty-state";

/** Stands for a page that does not exist, or that belongs to another tenant: the two look the same on purpose. */
export function NotFound() {
  return (
    <div className="mx-auto flex min-h-[60dvh] w-full max-w-lg flex-col justify-center p-4">
      <EmptyState
        icon={Compass}
        heading="h1"
        title={text.notFound.title}
        description={text.notFound.description}
        action={
          <Button asChild variant="primary">
            <Link href="/">{text.notFound.action}</Link>
          </Button>
        }
      />
    </div>
  );
}
