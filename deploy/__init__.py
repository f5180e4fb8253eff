"""How the dashboard is deployed: beside these files, docs/deployment.md says what each of them is for."""
