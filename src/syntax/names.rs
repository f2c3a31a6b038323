//! What people call the grammar's rules.

use super::parser::Rule;
use super::words;

/// Whether a node only marks a place and carries nothing to build.
pub(super) fn is_keyword(rule: Rule) -> bool {
    words::of_rule(rule).is_some()
}

/// What a person would call what a rule matches: `a value`, `` `when` ``.
pub(super) fn human(rule: Rule) -> &'static str {
    words::of_rule(rule).unwrap_or_else(|| notion(rule))
}

/// What a person would call a rule that is more than a keyword.
fn notion(rule: Rule) -> &'static str {
    match rule {
        Rule::primary
        | Rule::term
        | Rule::operand
        | Rule::literal
        | Rule::figure
        | Rule::reference => "a value",
        Rule::expr | Rule::additive | Rule::lone_expr | Rule::conditional | Rule::prefix => {
            "a value"
        }
        Rule::aggregate | Rule::exists | Rule::every | Rule::end_of | Rule::paren => "a value",
        Rule::exposure => "a value",
        Rule::evenly => "the days of a spread, `from … to …`, and a window",
        Rule::function | Rule::plain_function | Rule::ranked_function => "a value",
        Rule::ranked_word | Rule::symbol_money | Rule::currency_symbol | Rule::truth => "a value",
        Rule::date | Rule::quantity | Rule::negative => "a value",
        Rule::number | Rule::digits => "a number",
        Rule::comparison | Rule::test | Rule::membership | Rule::knowledge => "a comparison",
        Rule::matching | Rule::sourcing | Rule::text_operator => "a comparison",
        Rule::in_year | Rule::within | Rule::between => "a comparison",
        Rule::window_side => "`of DATE`, `after DATE` or `before DATE`",
        Rule::going_on => "a comparison, an operator, `and`, `or`",
        Rule::infix
        | Rule::arithmetic
        | Rule::sum_operator
        | Rule::product_operator
        | Rule::power_operator => "an operator",
        Rule::or_else | Rule::conversion | Rule::field_access | Rule::arguments => "an operator",
        Rule::name
        | Rule::owner
        | Rule::any_name
        | Rule::word
        | Rule::word_start
        | Rule::word_char => "a name",
        Rule::parameter => "a name",
        Rule::kebab_name | Rule::broken_head | Rule::rule_of => "a name such as `large-deal`",
        Rule::flow_of => "a name",
        Rule::binding => "`member in Record`",
        Rule::grouping_keys => "`by`",
        Rule::has => "`has`",
        Rule::set => "`{`",
        Rule::text | Rule::unescaped => "a text in double quotes",
        Rule::template | Rule::plain | Rule::escape | Rule::double_brace | Rule::language => {
            "a text in double quotes"
        }
        Rule::hole => "`{`",
        Rule::hole_format => "a format such as `1`, `%` or `exact`",
        Rule::pattern => "a pattern such as `/^A/`",
        Rule::scale | Rule::unit_name | Rule::percent_sign | Rule::gap => "a unit",
        Rule::currency_code => "a currency code",
        Rule::r#type | Rule::one_of | Rule::list_of | Rule::measure => "a type",
        Rule::ordered_labels | Rule::choice_labels => "a label",
        Rule::optional_mark => "`?`",
        Rule::parameters => "`(`",
        Rule::section => "`as`",
        Rule::key => "`key`",
        Rule::field | Rule::lone_field | Rule::broken_field | Rule::field_line => {
            "a field such as `value: money?`"
        }
        Rule::bound => "a bound such as `>= 0`",
        Rule::item | Rule::lone_item | Rule::documented_item | Rule::item_head => "an item",
        Rule::use_item | Rule::param_item | Rule::define_item | Rule::unit_item => "an item",
        Rule::flow_item => "an item",
        Rule::amend_item | Rule::disable_item | Rule::extend_item | Rule::waive_item => "an item",
        Rule::given => "`given`",
        Rule::possibly => "`possibly`",
        Rule::grounds => "`on`",
        Rule::evidence_item => "an item",
        Rule::record_item | Rule::rule_item | Rule::broken_item | Rule::broken_lines => "an item",
        Rule::item_line | Rule::broken_line | Rule::item_word | Rule::later_word | Rule::file => {
            "an item"
        }
        Rule::rule_head | Rule::lone_rule_head => "`NAME for VARIABLE in Record`",
        Rule::amend_head | Rule::lone_amend_head => "the name of a rule",
        Rule::removal | Rule::lone_removal => "`remove flag SEVERITY`",
        Rule::clause | Rule::lone_clause | Rule::clause_head | Rule::clause_word => "a clause",
        Rule::amount_word | Rule::formerly_word => "a clause",
        Rule::cites => "`cites`",
        Rule::citation => "a text in double quotes",
        Rule::ending => "`until`",
        Rule::tags | Rule::let_clause | Rule::unless_clause | Rule::flag_clause => "a clause",
        Rule::documented_let | Rule::let_docs => "a clause",
        Rule::message_clause | Rule::remedy_clause | Rule::amount_clause => "a clause",
        Rule::formerly_clause => "a clause",
        Rule::broken_clause | Rule::broken_piece | Rule::scrap => "a clause",
        Rule::scenario_item => "an item",
        Rule::scenario_head | Rule::lone_scenario_head | Rule::broken_name => {
            "a name such as `large-deal`"
        }
        Rule::scenario_clause | Rule::set_step | Rule::lone_step => "a step",
        Rule::removing | Rule::adding => "a step",
        Rule::entry => "the facts of a member, `{ … }`",
        Rule::told_fact => "a fact, `name: value`",
        Rule::cascade | Rule::step_head | Rule::broken_step | Rule::broken_rest => "a step",
        Rule::loss => "a loss",
        Rule::broken_until | Rule::lone_until => "`stable`",
        Rule::target => "a fact such as `deal.value`",
        Rule::no_value | Rule::untold => "`unknown`",
        Rule::scorecard_item => "an item",
        Rule::scorecard_head | Rule::lone_scorecard_head => "`NAME for VARIABLE in Record`",
        Rule::card_clause
        | Rule::lone_card
        | Rule::card_head
        | Rule::card_ahead
        | Rule::card_end => "a clause of a scorecard",
        Rule::takes_clause | Rule::cause_clause | Rule::grade_clause | Rule::cap_clause => {
            "a clause of a scorecard"
        }
        Rule::broken_card | Rule::card_rest => "a clause of a scorecard",
        Rule::taken_tag => "`tag:NAME`",
        Rule::leads_to => "`by`",
        Rule::grade_name => "a grade such as `A` or `BB+`",
        Rule::walk | Rule::grouped => "a record kind, `… by …` or `cycles of …`",
        Rule::slots | Rule::slot_part | Rule::slot_records => "a record kind",
        Rule::calendar | Rule::in_calendar => "a calendar such as `years 2026..2031`",
        Rule::calendar_word => "`years`, `quarters` or `months`",
        Rule::calendar_end | Rule::calendar_label => "a year, `2026-Q1` or `2026-01`",
        Rule::walk_word => "`cycles`, `paths`, `clusters`, `components` or `cut points`",
        Rule::subject_keys => "`by`",
        Rule::subject_key => "a key",
        Rule::up_to => "`up to`",
        Rule::sample => "`given at least`",
        Rule::flow_line => "a line such as `for d in Deal: d.buyer -> d.seller carrying d.value`",
        Rule::flow_facts => "`with`",
        Rule::flow_fact => "a fact such as `kind = d.kind`",
        Rule::nested | Rule::too_deep => "a value",
        Rule::unclosed => "`}`",
        Rule::doc | Rule::doc_lines | Rule::module_doc | Rule::to_line_end => "a comment",
        Rule::reserved | Rule::operator_word | Rule::soft_word | Rule::behind_word => "a keyword",
        Rule::plain_words | Rule::ranked_words => "a keyword",
        Rule::since | Rule::values => "`from`",
        Rule::WHITESPACE => "a blank",
        Rule::keyword => "a keyword",
        Rule::tokens | Rule::token | Rule::mark | Rule::full_stop => "a mark",
        Rule::blank | Rule::byte_order_mark => "a blank",
        Rule::comment => "a comment",
        Rule::unclosed_text => "a text in double quotes",
        Rule::stray => "a character",
        Rule::EOI => "the end",
        _ => "",
    }
}
