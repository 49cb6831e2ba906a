import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { executable, launch } from './support/browser.js'
import { Playground } from './support/playground.js'

if (executable === undefined) {
  console.warn('SKIPPED: the page itself. No Chromium was found; RC_CHROMIUM may name one.')
}

describe.skipIf(executable === undefined)('the page', () => {
  let playground: Playground
  let browser: Browser
  let page: Page
  const complaints: string[] = []

  beforeAll(async () => {
    playground = await Playground.open()
    browser = await launch()
    page = await browser.newPage()
    page.on('console', message => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
    })
    page.on('pageerror', error => complaints.push(error.message))
    await page.goto(playground.url)
    await page.getByRole('heading', { name: 'Shard 3' }).waitFor()
  })
  afterAll(async () => {
    await browser?.close()
    await playground?.stop()
  })

  const type = async (line: string): Promise<string> => {
    const entries = page.locator('.entry')
    const before = await entries.count()
    await page.getByLabel('Command', { exact: true }).fill(line)
    await page.keyboard.press('Enter')
    const entry = entries.nth(before)
    await entry.locator('.reply, .failure, .problem').first().waitFor()
    return entry.innerText()
  }

  test('shows every node with its role and its connection', async () => {
    const rows = await page.locator('.node').allInnerTexts()
    expect(rows).toHaveLength(6)
    for (const row of rows) expect(row).toMatch(/127\.0\.0\.1:\d+\s+(primary|replica)[\s\S]+connected/)
    expect(await page.locator('.strip svg rect').count()).toBe(3)
  })

  test('runs a command and shows its reply, its slot and its node', async () => {
    expect(await type('SET name Alice')).toMatch(/SET name Alice[\s\S]+string[\s\S]+"OK"/)
    const shown = await type('GET name')
    expect(shown).toContain('"Alice"')
    expect(shown).toContain('slot 5798')
    expect(shown).toMatch(/127\.0\.0\.1:\d+[\s\S]+\d ms/)
    await page.getByText('Last command: slot 5798').waitFor()
  })

  test('shows what went wrong', async () => {
    expect(await type('LPUSH name x')).toMatch(/ReplyError\s+WRONGTYPE\s+executed: yes/)
    expect(await type("GET 'name")).toContain("The quote ' at character 5 is not closed.")
  })

  test('brings earlier lines back with the arrow keys', async () => {
    const input = page.getByLabel('Command', { exact: true })
    await type('SET a 1')
    await type('SET b 2')
    await input.fill('half a line')
    await input.press('ArrowUp')
    await input.press('ArrowUp')
    expect(await input.inputValue()).toBe('SET a 1')
    await input.press('ArrowDown')
    await input.press('ArrowDown')
    expect(await input.inputValue()).toBe('half a line')
    await input.press('Escape')
    expect(await input.inputValue()).toBe('')
  })

  test('follows the cluster: keys, a node that is killed, and its successor', async () => {
    await page.getByRole('button', { name: 'Write 500 sample keys' }).click()
    await page.getByText(/^wrote 500 sample keys/).waitFor()
    await page.locator('.pie path').nth(2).waitFor()
    const { primary } = (await playground.state()).shards[0] as { primary: string }
    await page.getByRole('button', { name: `Kill ${primary}` }).click()
    await page.getByRole('button', { name: `Start again ${primary}` }).waitFor()
    await page.getByText(/was promoted to primary/).waitFor({ timeout: 20_000 })
    const row = page.locator('.node', { hasText: primary })
    expect(await row.innerText()).toContain('stopped')
    await page.getByRole('button', { name: `Start again ${primary}` }).click()
    await row.getByText('replica').waitFor({ timeout: 20_000 })
  })

  test('complains of nothing', () => {
    expect(complaints).toEqual([])
  })

  test('says so when the playground has ended', async () => {
    await playground.stop()
    await page.getByText('The playground has ended.').waitFor()
  })
})
