/// The smallest repositories whose database is of an engine, for the Backup bundle.
enum BackupSamples {
    /// Files by the name of the engine: a program that Compose starts with its database.
    static let all: [String: [String: String]] = ["mysql": files("mysql", "8"), "mariadb": files("mariadb", "11")]

    private static func files(_ engine: String, _ version: String) -> [String: String] {
        [
            "package.json":
                #"{"name": "goods", "main": "index.js", "scripts": {"start": "node index.js"}, "dependencies": {"express": "4", "mysql2": "3"}}"#,
            "index.js": """
            const express = require('express');
            const mysql = require('mysql2/promise');
            const pool = mysql.createPool(process.env.DATABASE_URL);
            const app = express();
            app.get('/goods', async (request, response) => response.json(await pool.query('SELECT * FROM goods')));
            app.listen(process.env.PORT || 3000);

            """,
            "Dockerfile": "FROM node:20\nCOPY . .\nCMD [\"node\", \"index.js\"]\n",
            ".env.example": "DATABASE_URL=mysql://goods:goods@localhost:3306/goods\n",
            "compose.yml": """
            services:
              db:
                image: \(engine):\(version)
                ports: ["127.0.0.1:3306:3306"]
              goods:
                build: .
                environment:
                  DATABASE_URL: mysql://goods:goods@db:3306/goods
                depends_on: [db]

            """,
        ]
    }
}
