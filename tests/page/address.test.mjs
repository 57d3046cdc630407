/**
 * The address holds the whole state: a link shows another person the same page.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { eventually, openBrowser, openPage, settle } from "./support/browser.mjs";
import { demo, view } from "./support/program.mjs";

let browser;
let out;
before(async () => {
  browser = await openBrowser();
  out = await view([(await demo()).run]);
});
after(async () => {
  await browser.close();
  await out.close();
});

const STATE =
  "score=0.4321&iou=0.7&area=medium&categories=0.2&outcomes=fp.fn&by=object&objects=area.up";

/** What of the page depends on its state. */
async function stateOf(page) {
  await page.waitForSelector("#examples .tiles, #examples .nothing");
  await settle(page);
  const texts = page.locator(".verdict, .key-numbers, .filter-bar, #examples .table-tools");
  return {
    hash: new URL(page.url()).hash,
    texts: await texts.allInnerTexts(),
    score: await page.locator(".score-number").inputValue(),
  };
}

test("state survives a reload and a second tab", async () => {
  const { page, check } = await openPage(browser.context, `${out.address}#${STATE}`);
  await page.evaluate(() => document.getElementById("examples").scrollIntoView());
  const first = await stateOf(page);
  assert.equal(first.score, "0.432");
  assert.equal(first.hash, `#${STATE}`);
  await page.reload();
  await page.waitForSelector("#configuration .card");
  await page.evaluate(() => document.getElementById("examples").scrollIntoView());
  await eventually(async () => assert.deepEqual(await stateOf(page), first));

  const second = await openPage(browser.context, page.url());
  await second.page.evaluate(() => document.getElementById("examples").scrollIntoView());
  await eventually(async () => assert.deepEqual(await stateOf(second.page), first));
  check();
  second.check();
  await page.close();
  await second.page.close();
});

test("back closes the viewer, forward opens it again", async () => {
  const { page, check } = await openPage(browser.context, out.address);
  await page.evaluate(() => document.getElementById("examples").scrollIntoView());
  await page.locator("#examples .tile").first().click();
  await page.waitForSelector("dialog.viewer");
  await settle(page);
  await page.goBack();
  await page.waitForSelector("dialog.viewer", { state: "detached" });
  await page.goForward();
  await page.waitForSelector("dialog.viewer");
  check();
  await page.close();
});

test("an address that means nothing leaves the operating point", async () => {
  const nonsense =
    "score=abc&iou=7&area=none&categories=99.-1.x&where=score:a:b&open=9999&outcomes=zz";
  const { page, check } = await openPage(browser.context, `${out.address}#${nonsense}`);
  const plain = await openPage(browser.context, out.address);
  const numbers = (which) => which.locator(".key-numbers dd:nth-child(2)").allInnerTexts();
  await eventually(async () =>
    assert.deepEqual((await numbers(page)).slice(0, 3), (await numbers(plain.page)).slice(0, 3)),
  );
  assert.equal(await page.locator("dialog.viewer").count(), 0);
  check();
  await page.close();
  await plain.page.close();
});
