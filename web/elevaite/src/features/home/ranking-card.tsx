import { Card, CardBody, CardHeader, CardTitle } from "@elevaite/shared/ui/card";
import { BarList, type BarListItem } from "@elevaite/shared/ui/chart/bar-list";

type RankingCardProps = { title: string; items: BarListItem[]; nothing: string };

export function RankingCard({ title, items, nothing }: RankingCardProps) {
  return (
    <Card aria-label={title}>
      <CardHeader>
        <CardTitle>{title}</CardTitle>
      </CardHeader>
      <CardBody className="p-2">
        {items.length === 0 ? (
          <p className="px-2 py-6 text-center text-sm text-muted">{nothing}</p>
        ) : (
          <BarList label={title} items={items} />
        )}
      </CardBody>
    </Card>
  );
}
