"""A schema with few types, so that tests of compiling do not need the real one."""

from graphql import GraphQLSchema, build_schema

SCHEMA: GraphQLSchema = build_schema("""
  enum Colour { RED BLUE }
  input Where { name: String, size: Int, weight: Float, colour: Colour, names: [String!], sizes: [[Int]],
    colours: [Colour!], open: Boolean, opened: [Boolean!], all: [Where!] }
  interface Thing { id: ID!, label: String, near(first: Int): [Thing!]! }
  type Ball implements Thing { id: ID!, label: String, near(first: Int): [Thing!]!, colour: Colour, bounces: Int! }
  type Box implements Thing { id: ID!, label: String, near(first: Int): [Thing!]!, inside: Ball, holds: [Ball]! }
  union Any = Ball | Box
  type Query {
    things(where: Where, first: Int = 5, ids: [ID!], open: Boolean): [Thing!]!
    ball(id: ID!, colour: Colour): Ball
    box: Box!
    any: Any
    size(of: Int): Int!
  }
""")
