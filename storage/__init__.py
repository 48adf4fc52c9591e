"""What is kept: tables, repositories, the unit of work, migrations. No ORM object leaves."""
