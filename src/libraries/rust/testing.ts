/** Testing in Rust: what checks something beside the standard macros, and how tests build requests. */
import type { Library, TestRequestRow } from '../library.js';

const verbs = Object.fromEntries(['get', 'post', 'put', 'patch', 'delete', 'head', 'options'].map((verb): [string, TestRequestRow] => [verb, { method: verb.toUpperCase(), path: 0 }]));

export const testing: Library = {
  name: 'testing',
  language: 'rust',
  mentions: ['test', 'assert'],
  asserts: ['pretty_assertions', 'insta', 'claims', 'claim', 'assert_matches', 'similar_asserts', 'expect_test', 'trybuild', 'assert_cmd', 'predicates', 'proptest', 'quickcheck', 'goldie', 'k9', 'googletest'],
  testRequests: {
    ...verbs,
    // `Request::builder().method("POST").uri("/x")`, `TestRequest::post().uri("/x")`.
    uri: { path: 0, chain: true },
    with_uri: { path: 0, chain: true },
    req: { methodFrom: 0, path: 1 },
  },
  requestMocks: ['wiremock', 'mockito', 'httpmock'],
};
