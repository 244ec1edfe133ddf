// The Agent Studio as a person handles it: what stands where, and what is dragged.
import { visible } from './product.mjs';

export class StudioPage {
  constructor(page) {
    this.page = page;
    this.canvas = page.locator('.react-flow').first();
    this.panel = page.getByRole('complementary', { name: 'Node', exact: true });
    this.palette = page.getByRole('complementary', { name: 'Nodes' });
    this.test = page.getByRole('region', { name: 'Test' });
    this.nodes = this.canvas.locator('.react-flow__node');
    this.edges = this.canvas.locator('.react-flow__edge');
  }

  node(id) {
    return this.canvas.locator(`.react-flow__node[data-id="${id}"]`);
  }

  handle(node, name) {
    return this.canvas.locator(`[data-nodeid="${node}"][data-handleid="${name}"]`);
  }

  saved() {
    return visible(this.page.getByRole('status').getByText('Saved', { exact: true }));
  }

  // From the middle of one thing to a point, as a hand does it: down, along, up.
  async drag(from, to) {
    const { mouse } = this.page;
    await mouse.move(from.x, from.y);
    await mouse.down();
    await mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 6 });
    await mouse.move(to.x, to.y, { steps: 6 });
    await mouse.up();
  }

  // Takes hold of a thing and moves it a little, without letting go.
  async beginDrag(locator) {
    const { x, y } = await this.middleOf(locator);
    await this.page.mouse.move(x, y);
    await this.page.mouse.down();
    await this.page.mouse.move(x + 60, y + 40, { steps: 4 });
  }

  async middleOf(locator) {
    await visible(locator);
    const { x, y, width, height } = await locator.boundingBox();
    return { x: x + width / 2, y: y + height / 2 };
  }

  // A point of the canvas, from its upper left corner.
  async at(x, y) {
    const box = await this.canvas.boundingBox();
    return { x: box.x + x, y: box.y + y };
  }

  async openPalette() {
    if (!(await this.palette.isVisible())) await this.page.keyboard.press('Shift+N');
    await visible(this.palette);
  }

  async dragKind(title, x, y) {
    const item = this.palette.getByRole('option', { name: new RegExp(`^${title}`) });
    await item.scrollIntoViewIfNeeded();
    const before = await this.nodes.count();
    await this.drag(await this.middleOf(item), await this.at(x, y));
    await this.nodes.nth(before).waitFor();
  }

  async connect(source, output, target, input) {
    const before = await this.edges.count();
    await this.node(source).hover();
    await this.drag(
      await this.middleOf(this.handle(source, output)),
      await this.middleOf(this.handle(target, input)),
    );
    await this.edges.nth(before).waitFor({ state: 'attached' });
  }

  // Opens the settings of a node and answers its panel.
  async settings(id) {
    await this.node(id).click({ position: { x: 60, y: 20 } });
    return visible(this.panel);
  }
}

export async function openStudio(stage, page, agent, person = {}) {
  await stage.signIn(page, { ...person, path: `/agents/${agent}/studio` });
  const studio = new StudioPage(page);
  await visible(studio.canvas);
  return studio;
}
