/** sea-query: statements built in code, finished into text and values that a driver runs: `Query::select().from(T).build_sqlx(PostgresQueryBuilder)`. */
import type { Effect, Library } from '../library.js';

const keeps: Effect = { returns: 'self' };
const filters: Effect = { adds: 'filter', returns: 'self' };
const joins: Effect = { adds: 'join', returns: 'self' };
const finished: Effect = { returns: 'sea_query.Finished' };

function each(type: string, names: string, row: Effect): Record<string, Effect> {
  return Object.fromEntries(names.split(' ').map(name => [`sea_query.${type}.${name}`, row]));
}

/** Every step is listed: what a program's own traits add to these types may be a limit. */
function statement(type: string): Record<string, Effect> {
  return {
    ...each(type, 'and_where and_where_option cond_where or_where', filters),
    ...each(type, 'take to_owned returning returning_all returning_col with_cte with clone', keeps),
    ...each(type, 'build build_any build_sqlx build_any_sqlx build_rusqlite build_postgres build_diesel build_sqlx_values', finished),
    ...each(type, 'to_string', { returns: 'sea_query.Text' }),
  };
}

export const seaQuery: Library = {
  name: 'sea-query',
  language: 'rust',
  mentions: ['sea_query', 'sea-query'],
  aliases: { 'sea_orm.sea_query': 'sea_query', 'sea_orm_migration.sea_query': 'sea_query', 'sea_query.query.Query': 'sea_query.Query', 'sea_query.expr.Expr': 'sea_query.Expr', 'sea_query.SimpleExpr': 'sea_query.Expr' },
  calls: {
    'sea_query.Query.select': { starts: 'select', returns: 'sea_query.SelectStatement' }, 'sea_query.Query.insert': { starts: 'insert', returns: 'sea_query.InsertStatement' },
    'sea_query.Query.update': { starts: 'update', returns: 'sea_query.UpdateStatement' }, 'sea_query.Query.delete': { starts: 'delete', returns: 'sea_query.DeleteStatement' },
    'sea_query.SelectStatement.new': { starts: 'select', returns: 'sea_query.SelectStatement' }, 'sea_query.InsertStatement.new': { starts: 'insert', returns: 'sea_query.InsertStatement' },
    'sea_query.UpdateStatement.new': { starts: 'update', returns: 'sea_query.UpdateStatement' }, 'sea_query.DeleteStatement.new': { starts: 'delete', returns: 'sea_query.DeleteStatement' },
    ...statement('SelectStatement'), ...statement('InsertStatement'), ...statement('UpdateStatement'), ...statement('DeleteStatement'),
    ...each('SelectStatement', 'from from_as', { table: 0, returns: 'self' }), ...each('InsertStatement', 'into_table', { table: 0, returns: 'self' }), ...each('UpdateStatement', 'table', { table: 0, returns: 'self' }), ...each('DeleteStatement', 'from_table', { table: 0, returns: 'self' }),
    ...each('SelectStatement', 'limit', { adds: 'limit', limit: 0, returns: 'self' }), ...each('SelectStatement', 'offset', { adds: 'offset', returns: 'self' }),
    ...each('SelectStatement', 'order_by order_by_expr order_by_columns order_by_customs order_by_with_nulls order_by_expr_with_nulls', { adds: 'order', returns: 'self' }),
    ...each('SelectStatement', 'group_by group_by_col group_by_columns add_group_by', { adds: 'group', returns: 'self' }), ...each('SelectStatement', 'and_having cond_having', keeps),
    ...each('SelectStatement', 'join left_join inner_join right_join full_outer_join join_as join_lateral join_subquery from_subquery cross_join', joins),
    ...each('SelectStatement', 'column columns expr expr_as exprs expr_window_as distinct distinct_on lock lock_exclusive lock_shared union unions', keeps),
    ...each('InsertStatement', 'columns values values_panic values_from_panic values_from on_conflict replace select_from or_default_values', keeps),
    ...each('UpdateStatement', 'value values from limit order_by', keeps), ...each('DeleteStatement', 'limit order_by', keeps),
    'sea_query.Text.as_str': keeps, 'sea_query.Text.clone': keeps, 'sea_query.Text.as_ref': keeps, 'sea_query.Text.to_string': keeps, 'sea_query.Text.to_owned': keeps,
    'sea_query.Expr.cust': { text: 0, returns: 'sea_query.Expr' }, 'sea_query.Expr.cust_with_values': { text: 0, returns: 'sea_query.Expr' }, 'sea_query.Expr.cust_with_expr': { text: 0, returns: 'sea_query.Expr' }, 'sea_query.Expr.cust_with_exprs': { text: 0, returns: 'sea_query.Expr' },
  },
  // `let (sql, values) = query.build_sqlx(...)`
  attributes: { 'sea_query.Finished.0': 'sea_query.Text' },
};
