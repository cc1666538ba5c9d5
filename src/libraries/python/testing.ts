/** Testing in Python: what checks something, and by which methods test clients send requests. */
import type { Library, TestRequestRow } from '../library.js';

const verbs = Object.fromEntries(['get', 'post', 'put', 'patch', 'delete', 'head', 'options'].map((verb): [string, TestRequestRow] => [verb, { method: verb.toUpperCase(), path: [0, 'url', 'path'] }]));

export const testing: Library = {
  name: 'testing',
  language: 'python',
  mentions: ['pytest', 'unittest', 'test', 'hypothesis'],
  asserts: [
    'pytest.raises', 'pytest.warns', 'pytest.fail', 'pytest.deprecated_call', 'pytest.RaisesGroup', 'numpy.testing', 'pandas.testing', 'pandas.util.testing', 'polars.testing', 'torch.testing', 'hamcrest.assert_that',
    'assertpy.assert_that', 'expects.expect', 'sure.expect', 'typing.assert_type', 'typing_extensions.assert_type', 'playwright.sync_api.expect', 'playwright.async_api.expect', 'inline_snapshot.snapshot', 'dirty_equals', 'testfixtures.compare', 'deepdiff.DeepDiff',
  ],
  testRequests: {
    ...verbs,
    request: { methodFrom: [0, 'method'], path: [1, 'url'] },
    generic: { methodFrom: 0, path: 1 },
    stream: { methodFrom: [0, 'method'], path: [1, 'url'] },
    // Flask's `client.open('/path', method='POST')`.
    open: { methodFrom: 'method', path: [0, 'path'] },
  },
  requestMocks: ['respx', 'responses', 'requests_mock', 'httpretty', 'aioresponses', 'pook', 'pytest_httpx'],
};
