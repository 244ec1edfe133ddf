import { NotFound } from "@elevaite/shared/ui/not-found";

export default function MissingPage() {
  return (
    <main>
      <NotFound />
    </main>
  );
}
